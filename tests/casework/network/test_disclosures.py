"""What is handed out: on what ground, how much, and until when."""

from datetime import timedelta

import pytest

from stegvis.casework.network import actions, queries
from stegvis.casework.network.models import Consent, Disclosure, Request
from stegvis.casework.people import actions as people
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations import actions as organisations
from tests.casework.network.story import (
    REASON,
    as_participant,
    ask,
    disclosed,
    held,
    said_yes,
    unit_of,
)


def test_what_was_disclosed_to_one_board_does_not_follow_into_a_third(cast, amina, vera):
    request = ask(cast, amina, vera)
    actions.disclose(amina, facts=disclosed(), request=request, by=cast.by(cast.kerstin))
    membership = vera.memberships.get()
    area = organisations.create_secrecy_area(cast.tenant, name="Kulturnämnden", by=cast.system)
    third = organisations.create_unit(
        cast.unit.organisation, name="Biblioteket", secrecy_area=area, by=cast.system
    )
    accounts.give_role(
        third, account=vera, role=Role.CONTACT_AGENT, starts=clock.today(), by=cast.system
    )
    accounts.end_role(membership, ends=clock.days_from_today(-1), by=cast.system)
    moved = Account.objects.get(pk=vera.pk)
    assert actor_for(moved).unit_id == third.pk
    assert held(amina, moved) == set()


def test_a_disclosure_is_an_event_of_its_own_in_the_log(cast, amina, vera):
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    event = AuditEvent.objects.get(kind=EventKind.DISCLOSURE)
    assert (event.person_id, event.code, event.fields) == (amina.pk, "decision", ["plan"])
    assert event.account_id == cast.kerstin.pk


def test_a_copy_gives_no_reach_and_says_what_was_handed_over(cast, amina, vera):
    made = actions.disclose(
        amina,
        facts=disclosed(
            to=unit_of(vera), scope="", parts=["situation"], told="Två rader om språk, på papper"
        ),
        by=cast.by(cast.kerstin),
    )
    assert (made.parts, made.told) == (["situation"], "Två rader om språk, på papper")
    assert held(amina, vera) == set()
    assert AuditEvent.objects.get(kind=EventKind.DISCLOSURE).fields == ["situation"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"harm_test": ""}, "harm_test"),
        ({"reason": "kort"}, "reason"),
        ({"ground": "consent"}, "ground"),
        ({"ground": "nonsense"}, "ground"),
        ({"scope": "full"}, "scope"),
        ({"ends_on": None}, "ends_on"),
        ({"scope": "", "told": "x"}, "parts"),
        ({"scope": "", "parts": ["plan"]}, "told"),
    ],
)
def test_nothing_is_disclosed_without_ground_reason_part_and_test(
    cast, amina, vera, changes, field
):
    with pytest.raises(NotAllowedNowError) as fault:
        actions.disclose(
            amina, facts=disclosed(to=unit_of(vera), **changes), by=cast.by(cast.kerstin)
        )
    assert fault.value.field == field
    assert not AuditEvent.objects.filter(kind=EventKind.DISCLOSURE).exists()


def test_what_was_disclosed_on_a_yes_ends_with_the_yes(cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    actions.disclose(
        amina,
        facts=disclosed(to=unit_of(vera), ground="consent", harm_test=""),
        by=cast.by(cast.kerstin),
    )
    actions.withdraw(consent, how="desk", by=cast.by(cast.kerstin))
    assert held(amina, vera) == set()
    assert Disclosure.objects.get().ended_at is not None


def test_what_is_necessary_for_the_own_task_needs_a_reason_and_no_test_of_harm(cast, amina, vera):
    facts = disclosed(to=unit_of(vera), ground="necessary", harm_test="")
    assert actions.disclose(amina, facts=facts, by=cast.by(cast.kerstin)).harm_test == ""


@pytest.mark.parametrize("part", ["journal", "identity"])
def test_a_yes_to_name_and_plan_is_no_ground_for_a_copy_of_more(cast, amina, vera, part):
    said_yes(cast, amina, vera)
    copy = disclosed(
        to=unit_of(vera),
        ground="consent",
        harm_test="",
        scope="",
        parts=["plan", part],
        told="Utskrift, på papper",
    )
    with pytest.raises(NotAllowedNowError) as fault:
        actions.disclose(amina, facts=copy, by=cast.by(cast.kerstin))
    assert fault.value.field == "parts"
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "form", [{"scope": "plan"}, {"scope": "", "parts": ["plan"], "told": "Planen, på papper"}]
)
def test_of_several_yeses_the_one_about_the_part_is_the_ground(cast, amina, vera, form):
    said_yes(cast, amina, vera, scope="intake", ends_on=clock.days_from_today(90))
    fitting = said_yes(cast, amina, vera, ends_on=clock.days_from_today(30))
    made = actions.disclose(
        amina,
        facts=disclosed(to=unit_of(vera), ground="consent", harm_test="", **form),
        by=cast.by(cast.kerstin),
    )
    assert made.consent == fitting


def test_a_copy_has_no_reach_that_ends_with_the_yes(cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    made = actions.disclose(
        amina,
        facts=disclosed(
            to=unit_of(vera),
            ground="consent",
            harm_test="",
            scope="",
            parts=["plan"],
            told="Planen, på papper",
        ),
        by=cast.by(cast.kerstin),
    )
    actions.withdraw(consent, how="desk", by=cast.by(cast.kerstin))
    made.refresh_from_db()
    assert made.ended_at is None


def test_reach_that_was_disclosed_is_ended_before_its_day(client, cast, amina, vera):
    made = actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    client.force_login(cast.kerstin)
    client.post(f"/network/disclosures/{made.public_id}/end/", {"key": "k"})
    assert held(amina, vera) == set()


def test_a_reach_that_has_ended_keeps_its_day(client, cast, amina, vera):
    made = actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    ended_at = actions.end_reach(made, by=cast.by(cast.kerstin)).ended_at
    with clock.set_to(clock.now() + timedelta(days=5)):
        client.force_login(cast.kerstin)
        client.post(f"/network/disclosures/{made.public_id}/end/", {"key": "again"})
    made.refresh_from_db()
    assert made.ended_at == ended_at


def test_the_person_reads_what_was_handed_out(client, cast, amina, vera):
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    client.force_login(as_participant(cast, amina))
    page = client.get("/me/knowers/").content.decode()
    assert "Beslut efter sekretessprövning" in page
    assert REASON in page


@pytest.mark.parametrize("is_over", [False, True])
def test_what_rests_on_a_yes_is_listed_once_and_under_it(client, cast, amina, vera, is_over):
    consent = said_yes(cast, amina, vera)
    on_the_yes = disclosed(to=unit_of(vera), ground="consent", harm_test="")
    actions.disclose(amina, facts=on_the_yes, by=cast.by(cast.kerstin))
    if is_over:
        actions.withdraw(consent, how="desk", by=cast.by(cast.kerstin))
    for account, url, heading in (
        (as_participant(cast, amina), "/me/knowers/", "Vad de har fått veta:"),
        (cast.kerstin, f"/network/{amina.public_id}/", "Utlämnat på det här samtycket:"),
    ):
        client.force_login(account)
        page = client.get(url).content.decode()
        assert page.count(REASON) == 1
        assert page.index("Planera svenskan" if not is_over else "Vuxen") < page.index(heading)
        assert page.index(heading) < page.index(REASON)


def test_reach_on_a_yes_is_counted_once_among_those_who_reach_the_file(cast, amina, vera):
    said_yes(cast, amina, vera)
    by = cast.by(cast.kerstin)
    before = queries.reach_of(amina, by=by).count()
    on_the_yes = disclosed(to=unit_of(vera), ground="consent", harm_test="")
    actions.disclose(amina, facts=on_the_yes, by=by)
    assert queries.reach_of(amina, by=by).count() == before
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=by)
    assert queries.reach_of(amina, by=by).count() == before + 1


def test_erasing_somebody_forgets_their_consents_and_disclosures(cast, amina, vera):
    said_yes(cast, amina, vera)
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    ask(cast, cast.person("Johan", "Ek"), vera)
    people.erase(amina, reason="På egen begäran i dag", by=cast.system)
    assert not Consent.objects.exists()
    assert not Disclosure.objects.exists()
    assert Request.objects.count() == 1
