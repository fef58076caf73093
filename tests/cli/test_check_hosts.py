"""The names an installation is reached by, and where the links of its letters lead."""

import pytest

from stegvis.cli.checking import surroundings
from stegvis.conf.environment import DangerousSettingsError
from stegvis.conf.start import refuse_dangerous_start
from stegvis.core import site

pytestmark = pytest.mark.pure


@pytest.fixture
def production(settings):
    """`production("a", "b", origins=[])`: a production reached by those names."""
    settings.PRODUCTION = True

    def one(*hosts, origins=()):
        settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = list(hosts), list(origins)

    return one


NOWHERE = [
    ("127.0.0.1", "localhost"),
    ("127.0.1.1",),
    ("[::1]",),
    ("0.0.0.0",),
    ("stegvis.localhost",),
    (".kommunen.se",),
    ("[::",),
]


@pytest.mark.parametrize("hosts", NOWHERE, ids=" ".join)
def test_a_name_that_leads_nowhere_is_a_fault_and_no_link_is_made_of_it(production, hosts):
    production(*hosts)
    found = surroundings.hosts()
    assert not found.ok
    assert hosts[0] in found.says
    assert "Set STEGVIS_HOSTS to the whole names" in found.mend
    with pytest.raises(site.NoAddressError):
        site.address()


@pytest.mark.parametrize(
    ("hosts", "origins", "leads"),
    [
        (("stegvis.kommunen.se", "127.0.0.1"), (), "https://stegvis.kommunen.se"),
        (("127.0.0.1", ".kommunen.se", "stegvis.kommunen.se"), (), "https://stegvis.kommunen.se"),
        (("10.0.0.8",), (), "https://10.0.0.8"),
        (
            ("localhost",),
            ("https://stegvis.kommunen.se:8443/",),
            "https://stegvis.kommunen.se:8443",
        ),
        (("a.kommunen.se",), ("https://*.kommunen.se",), "https://a.kommunen.se"),
        (("a.kommunen.se",), ("http://localhost:8000",), "https://a.kommunen.se"),
    ],
    ids=str,
)
def test_links_lead_to_the_first_whole_name(production, hosts, origins, leads):
    production(*hosts, origins=origins)
    assert site.address() == leads
    found = surroundings.hosts()
    assert (found.ok, found.says.rpartition(" ")[2]) == (True, leads)


def test_a_name_for_everything_is_a_fault_and_production_does_not_start_with_it(production):
    production("stegvis.kommunen.se", "*")
    found = surroundings.hosts()
    assert not found.ok
    assert "any name at all" in found.says
    with pytest.raises(DangerousSettingsError, match="STEGVIS_HOSTS holds"):
        refuse_dangerous_start()


def test_a_demo_is_reached_on_this_machine(settings):
    settings.PRODUCTION = False
    assert surroundings.hosts().ok
    assert site.address().startswith("http://127.0.0.1")
