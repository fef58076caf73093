"""Two administrators with the same page open: the second sees both versions, and nothing is lost.

The rows are read again at the end of each test: what the first saved still stands.
"""

import pytest
from django.urls import reverse

from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation, Unit
from tests.casework.pages import faults, look, send


@pytest.fixture
def arne(client, cast):
    client.force_login(cast.admin)
    return client


@pytest.fixture
def open_page(arne):
    """Open a page's form now; what comes back sends it later, with what is changed in it."""

    def opened(name, about):
        form = look(arne, name, about.public_id).context["form"]
        values = {field.name: field.value() for field in form if field.name != "key"}
        return lambda **changed: send(arne, name, about.public_id, **(values | changed))

    return opened


def compared(answer):
    assert "Någon annan sparade medan du skrev" in faults(answer)["__all__"][0]
    rows = answer.context["form"].differences
    return {row.label: (row.saved, row.typed) for row in rows}


def seen(answer):
    """The version on the page that shows both; whoever sends it again has seen them."""
    return answer.context["form"]["seen_version"].value()


def test_the_phone_of_a_unit_isnt_emptied_by_whoever_writes_its_address(cast, open_page):
    first, second = (open_page("manage:unit", cast.unit) for _page in range(2))
    assert first(phone="0278-250 00").status_code == 302
    answer = second(address="Långgatan 2")
    both = compared(answer)
    assert both["Telefon"] == ("0278-250 00", "(tomt)")
    assert both["Adress"][1] == "Långgatan 2"
    assert 'value="Långgatan 2"' in answer.content.decode()
    unit = Unit.objects.get(pk=cast.unit.pk)
    assert (unit.phone, unit.address) == ("0278-250 00", cast.unit.address)
    sent = second(address="Långgatan 2", phone="0278-250 00", seen_version=seen(answer))
    assert sent.status_code == 302
    unit.refresh_from_db()
    assert (unit.phone, unit.address) == ("0278-250 00", "Långgatan 2")


def test_what_an_organisation_is_isnt_set_back_by_whoever_renames_it(cast, open_page):
    school = organisations.create_organisation(
        cast.tenant, name="Komvux", kind="school", by=cast.system
    )
    first, second = (open_page("manage:organisation", school) for _page in range(2))
    assert first(kind="association").status_code == 302
    answer = second(name="Lärcentrum")
    both = compared(answer)
    assert both["Namn"] == ("Komvux", "Lärcentrum")
    assert both["Typ"] == ("Förening", "Skola eller kursanordnare")
    kept = Organisation.objects.get(pk=school.pk)
    assert (kept.name, kept.kind) == ("Komvux", "association")
    again = second(name="Lärcentrum", kind="association", seen_version=seen(answer))
    assert again.status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.kind) == ("Lärcentrum", "association")


def test_a_new_name_isnt_set_back_by_whoever_changes_the_language(cast, open_page):
    first, second = (open_page("manage:account", cast.bjorn) for _page in range(2))
    assert first(name="Björn Askenäs").status_code == 302
    answer = second(language="nb")
    both = compared(answer)
    assert both["Namn"] == ("Björn Askenäs", "Björn Ask")
    bjorn = Account.objects.get(pk=cast.bjorn.pk)
    assert (bjorn.name, bjorn.language) == ("Björn Askenäs", "sv")
    assert second(name=bjorn.name, language="nb", seen_version=seen(answer)).status_code == 302
    bjorn.refresh_from_db()
    assert (bjorn.name, bjorn.language) == ("Björn Askenäs", "nb")


def test_the_language_that_somebody_chose_themself_is_shown_before_it_is_changed(cast, open_page):
    send_it = open_page("manage:account", cast.bjorn)
    accounts.choose_language(cast.bjorn, language="en", by=cast.by(cast.bjorn))
    assert "English" in compared(send_it(name="Björn Askenäs"))["Språk"][0]
    assert Account.objects.get(pk=cast.bjorn.pk).language == "en"


@pytest.mark.parametrize(("name", "of"), [("manage:unit", "unit"), ("manage:account", "bjorn")])
def test_a_form_without_the_version_it_saw_changes_nothing(arne, cast, name, of):
    about = getattr(cast, of)
    answer = arne.post(
        reverse(name, args=[about.public_id]), {"key": "k" * 24, "name": "Nytt", "language": "sv"}
    )
    assert "__all__" in faults(answer)
    assert type(about).objects.get(pk=about.pk).name == about.name
