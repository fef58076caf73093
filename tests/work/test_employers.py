from datetime import timedelta

import pytest

from stegvis.core import clock, tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from stegvis.work.employers import actions, queries
from stegvis.work.employers.actions import EmployerFacts, TalkFacts
from stegvis.work.employers.numbers import NumberFaultError, normalise, shown

VOLVO = "556012-5790"


def register(cast, name="Bollnäs Bageri", **facts):
    return actions.register(EmployerFacts(name, **facts), by=cast.by(cast.kerstin))


@pytest.mark.pure
@pytest.mark.parametrize("text", [VOLVO, "5560125790", "16556012-5790", " 556012 – 5790 "])
def test_a_swedish_number_is_read_as_people_write_it(text):
    assert normalise(text, "SE") == "5560125790"
    assert shown("5560125790") == VOLVO


@pytest.mark.pure
def test_a_norwegian_number_is_read_as_people_write_it():
    assert normalise("NO 974 760 673 MVA", "NO") == "974760673"
    assert shown("974760673") == "974 760 673"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "country"),
    [("556012-5791", "SE"), ("55601257", "SE"), ("974760674", "NO"), ("97476067", "NO")],
)
def test_a_wrong_number_is_refused(text, country):
    with pytest.raises(NumberFaultError):
        normalise(text, country)


@pytest.mark.pure
@pytest.mark.parametrize("text", ["850709-9805", "19850709-9805"])
def test_a_sole_traders_personal_number_is_never_kept(text):
    with pytest.raises(NumberFaultError) as fault:
        normalise(text, "SE")
    assert str(fault.value) == "personal"


def test_a_known_number_names_the_employer_that_has_it(cast):
    register(cast, number=VOLVO)
    with pytest.raises(NotAllowedNowError, match="Bollnäs Bageri") as fault:
        register(cast, "Bageriet i Bollnäs AB", number="165560125790")
    assert fault.value.field == "number"


def test_the_same_number_may_be_known_to_two_tenants(cast):
    register(cast, number=VOLVO)
    with tenancy.tenant_scope(cast.other_tenant.pk):
        by = cast.by(cast.stig)
        assert actions.register(EmployerFacts("Bageriet", number=VOLVO), by=by).pk
        assert queries.visible_to(by).count() == 1


def test_an_employer_has_a_name(cast):
    with pytest.raises(NotAllowedNowError):
        register(cast, "   ")


def test_the_second_editor_is_told(cast):
    employer, by = register(cast), cast.by(cast.kerstin)
    actions.edit(employer, facts=EmployerFacts("Bollnäs Bageri AB"), seen_version=1, by=by)
    with pytest.raises(StaleVersionError):
        actions.edit(employer, facts=EmployerFacts("Bageriet"), seen_version=1, by=by)


def test_what_changed_is_in_the_log(cast):
    employer = register(cast)
    by = cast.by(cast.kerstin)
    actions.edit(employer, facts=EmployerFacts("Bagarn"), seen_version=1, by=by)
    event = AuditEvent.objects.get(verb="employers.employer.edited")
    assert "employers.employer.name" in event.fields


def test_names_are_listed_in_the_order_of_the_alphabet(cast):
    for name in ("Örjans Bil", "Åkeriet", "Alfta Trä", "Älvens Café"):
        register(cast, name)
    rows = queries.listed(cast.by(cast.maria), queries.Filters())
    assert [row.name for row in rows] == ["Alfta Trä", "Åkeriet", "Älvens Café", "Örjans Bil"]


def test_the_list_shows_the_latest_talk_by_anybody(cast):
    employer = register(cast)
    for account, days in ((cast.kerstin, 9), (cast.bjorn, 2)):
        on = clock.today() - timedelta(days=days)
        actions.log_talk(employer, facts=TalkFacts("phone", on=on), by=cast.by(account))
    row = queries.listed(cast.by(cast.kerstin), queries.Filters()).get()
    assert (row.last_on, row.last_by) == (clock.today() - timedelta(days=2), "Björn Ask")


@pytest.mark.parametrize(("owner", "names"), [("mine", ["A"]), ("nobody", ["B"]), ("", ["A", "B"])])
def test_the_list_is_narrowed_by_who_keeps_the_contact(cast, owner, names):
    register(cast, "A", owner=cast.kerstin)
    register(cast, "B")
    rows = queries.listed(cast.by(cast.kerstin), queries.Filters(owner=owner))
    assert [row.name for row in rows] == names


def test_a_search_understands_words_in_any_order_and_whole_numbers(cast):
    register(cast, "Hällbo Mekaniska AB", number=VOLVO)
    register(cast, "Hällbo IF")
    by = cast.by(cast.kerstin)
    for text in ("mekaniska hällbo", "MEK", VOLVO):
        assert [e.name for e in queries.listed(by, queries.Filters(text))] == [
            "Hällbo Mekaniska AB"
        ]


def test_two_of_the_same_name_are_told_apart_by_their_municipality(cast):
    for code in ("2183", "2184"):
        register(cast, "Ica", municipality_code=code)
    by = cast.by(cast.kerstin)
    assert queries.suggestions("ica", by=by) == ["Ica (Bollnäs)", "Ica (Hudiksvall)"]
    assert [e.municipality_code for e in queries.named("ica (hudiksvall)", by=by)] == ["2184"]
    assert len(queries.named("ica", by=by)) == 2


def test_those_i_met_last_are_suggested_first(cast):
    by = cast.by(cast.kerstin)
    for name in ("A", "B", "C"):
        actions.log_talk(register(cast, name), facts=TalkFacts(), by=by)
    assert queries.suggestions("", by=by) == ["C", "B", "A"]


def test_a_talk_is_not_ahead_of_today(cast):
    facts = TalkFacts(on=clock.days_from_today(1))
    with pytest.raises(NotAllowedNowError) as fault:
        actions.log_talk(register(cast), facts=facts, by=cast.by(cast.kerstin))
    assert fault.value.field == "on"


def test_contacts_of_the_week_count_mine_and_leave_out_attempts(cast):
    employer, by = register(cast), cast.by(cast.kerstin)
    monday = clock.today() - timedelta(days=clock.today().weekday())
    for kind, on in (("visit", monday), ("attempt", monday), ("visit", monday - timedelta(1))):
        actions.log_talk(employer, facts=TalkFacts(kind, on=on), by=by)
    assert queries.contacts_this_week(by) == 1
    assert queries.contacts_this_week(cast.by(cast.bjorn)) == 0


def test_an_employer_sees_itself_and_no_other_and_a_participant_none(cast):
    own, _other = register(cast, "A"), register(cast, "B")
    party = {"tenant_id": cast.tenant.pk, "party_id": own.pk}
    employer = Actor(role="employer", party_kind="employer", **party)
    participant = Actor(role="participant", party_kind="participant", **party)
    assert list(queries.visible_to(employer)) == [own]
    assert not queries.visible_to(participant).exists()
    with pytest.raises(RefusedError):
        actions.register(EmployerFacts("C"), by=employer)


def test_an_administrator_keeps_no_employers(cast):
    with pytest.raises(RefusedError):
        actions.register(EmployerFacts("C"), by=cast.by(cast.admin))
