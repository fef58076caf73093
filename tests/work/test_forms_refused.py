"""Those who only read the register get no form that they can't send."""

import pytest

from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.opportunities import actions as opportunities
from stegvis.work.opportunities.actions import PlaceFacts
from tests.cast import FIRST_DAY

pytestmark = pytest.mark.django_db

FORMS = (
    "/employers/new/",
    "/employers/talk/",
    "/employers/{employer}/edit/",
    "/employers/{employer}/sign-ins/",
    "/places/new/",
    "/places/{place}/edit/",
    "/placements/new/",
)


@pytest.fixture
def known(cast):
    by = cast.by(cast.kerstin)
    employer = employers.register(EmployerFacts("Bollnäs Bageri", municipality_code="2183"), by=by)
    facts = PlaceFacts("Bageribiträde", "internship", employer, municipality_code="2183")
    place = opportunities.offer(facts, by=by)
    return {"employer": employer.public_id, "place": place.public_id}


def reader(cast, role):
    account = accounts.create_account(
        cast.tenant, email="reader@example.org", name="Läsare", by=cast.system
    )
    accounts.give_role(cast.unit, account=account, role=role, starts=FIRST_DAY, by=cast.system)
    return account


@pytest.mark.parametrize("role", [Role.QUALITY_DEVELOPER, Role.HR])
@pytest.mark.parametrize("form", FORMS)
def test_a_reader_is_refused_before_the_form(cast, act_as, known, form, role):
    client = act_as(reader(cast, role))
    assert client.get(form.format(**known)).status_code == 403
    assert client.post(form.format(**known), {"key": "k"}).status_code == 403
    assert AuditEvent.objects.filter(kind=EventKind.REFUSAL).exists()


@pytest.mark.parametrize("form", FORMS)
def test_whoever_keeps_the_contact_gets_the_form(cast, act_as, known, form):
    assert act_as(cast.kerstin).get(form.format(**known)).status_code == 200


def test_a_reader_is_offered_no_placement_to_register(cast, act_as):
    assert "/placements/new/" in act_as(cast.kerstin).get("/placements/").content.decode()
    page = act_as(reader(cast, Role.HR)).get("/placements/")
    assert "/placements/new/" not in page.content.decode()
