"""A file whose officers have all left: its manager is told of it and names somebody, unseeing."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import Protection
from stegvis.casework.people.queries import unattended
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.jobs import schedules, worker
from stegvis.core.notices.models import Notice
from stegvis.desk.manage import actions as manage
from tests.casework.pages import faults, look
from tests.desk import story
from tests.desk.test_administration import fill

WHY = "Kerstin har slutat hos oss"


@pytest.fixture
def left(cast, siri):
    """Siri once Kerstin's role has ended."""
    end(cast, cast.kerstin)
    return siri


def end(cast, account, *, ends=None):
    manage.end_role(
        account.memberships.get(), ends=ends or clock.days_from_today(-1), by=cast.by(cast.admin)
    )


def staff(cast, name, role, unit=None):
    account = accounts.create_account(
        cast.tenant, email=f"{name.lower()}@example.org", name=name, by=cast.system
    )
    accounts.give_role(
        unit or cast.unit, account=account, role=role, starts=clock.today(), by=cast.system
    )
    return account


def files(cast, account):
    return [one.reference for one in unattended.to_attend(cast.by(account))]


def tasks_of(account):
    return Notice.objects.filter(recipient_id=account.pk, text="task").count()


def test_ending_the_last_officers_role_is_told_to_manager_and_registrar(cast, siri):
    roland = staff(cast, "Roland", Role.REGISTRAR)
    end(cast, cast.kerstin)
    for account in (cast.maria, roland):
        assert files(cast, account) == [unattended.reference_of(siri)]
        assert tasks_of(account) == 1
    for account in (cast.bjorn, cast.admin):
        assert files(cast, account) == []
        assert tasks_of(account) == 0


def test_closing_the_last_officers_account_is_told_too(cast, siri):
    manage.close_account(cast.kerstin, by=cast.by(cast.admin))
    assert files(cast, cast.maria)
    assert tasks_of(cast.maria) == 1


def test_several_files_at_once_are_one_notice(cast, siri):
    other = cast.person("Saga", "Hemlig")
    actions.set_protection(
        other, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    end(cast, cast.kerstin)
    assert len(files(cast, cast.maria)) == 2
    assert tasks_of(cast.maria) == 1


def test_a_file_with_an_officer_left_is_nobodys_task(cast, siri):
    actions.name_officer(siri, account=cast.bjorn, reason=WHY, by=cast.by(cast.kerstin))
    end(cast, cast.kerstin)
    assert files(cast, cast.maria) == []
    assert tasks_of(cast.maria) == 0


def test_an_officer_whose_only_role_left_reaches_no_person_is_none(cast, siri):
    accounts.give_role(
        cast.unit, account=cast.kerstin, role=Role.HR, starts=clock.today(), by=cast.system
    )
    role = cast.kerstin.memberships.get(role=Role.COORDINATOR)
    manage.end_role(role, ends=clock.days_from_today(-1), by=cast.by(cast.admin))
    assert files(cast, cast.maria) == [unattended.reference_of(siri)]


def test_a_role_that_runs_out_is_found_by_reading_and_told_by_the_mornings_job_once(cast, siri):
    end(cast, cast.kerstin, ends=clock.days_from_today(3))
    assert not unattended.anything_to_note()
    with clock.set_to(clock.now() + timedelta(days=4)):
        assert files(cast, cast.maria) == [unattended.reference_of(siri)]
        before = tasks_of(cast.maria)
        assert unattended.anything_to_note()
        for _morning in range(2):
            actions.look_for_unattended(by=cast.system)
        assert tasks_of(cast.maria) == before + 1
        assert not unattended.anything_to_note()


def test_the_morning_starts_the_job_where_there_is_something_to_tell(cast, siri):
    end(cast, cast.kerstin, ends=clock.days_from_today(1))
    before = tasks_of(cast.maria)
    for days, more in ((1, 0), (3, 1), (4, 1)):
        with clock.set_to(clock.now() + timedelta(days=days)):
            schedules.tick()
            worker.run_worker(once=True)
        assert tasks_of(cast.maria) == before + more


def test_somebody_back_at_work_takes_the_file_off_the_list_until_they_leave_again(cast, left):
    manage.open_account(cast.kerstin, by=cast.by(cast.admin))
    accounts.give_role(
        cast.unit, account=cast.kerstin, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    assert files(cast, cast.maria) == []
    actions.look_for_unattended(by=cast.system)
    manage.close_account(cast.kerstin, by=cast.by(cast.admin))
    assert tasks_of(cast.maria) == 2


def test_the_manager_names_somebody_and_stays_outside(cast, act_as, left):
    client = act_as(cast.maria)
    (reference,) = files(cast, cast.maria)
    home = client.get("/manage/").content.decode()
    assert f"/people/unattended/{reference}/" in home
    assert left.public_id not in home
    page = client.get(f"/people/unattended/{reference}/").content.decode()
    for secret in ("Siri", "Hemlig", left.public_id):
        assert secret not in page
    answer = fill(
        client, f"/people/unattended/{reference}/", officers=[cast.bjorn.public_id], reason=WHY
    )
    assert answer.redirect_chain[0][0] == "/"
    assert queries.reaches(left, by=cast.by(cast.bjorn))
    assert not queries.reaches(left, by=cast.by(cast.maria))
    assert look(client, "people:officers", left.public_id).status_code == 404
    assert files(cast, cast.maria) == []
    assert tasks_of(cast.bjorn) == 1


def test_who_named_whom_stands_in_the_log_about_the_person(cast, left):
    actions.name_for_unattended(left, accounts=[cast.bjorn], reason=WHY, by=cast.by(cast.maria))
    (event,) = AuditEvent.objects.filter(verb="people.unattended.named")
    assert (event.account_id, event.person_id) == (cast.maria.pk, left.pk)


def test_the_named_one_finds_on_my_day_what_is_left_to_do(cast, act_as, left):
    actions.name_for_unattended(left, accounts=[cast.bjorn], reason=WHY, by=cast.by(cast.maria))
    assert "Inte anvisad än" in act_as(cast.bjorn).get("/").content.decode()


def test_nobody_is_named_without_a_reason_or_without_anybody(cast, act_as, left):
    address = f"/people/unattended/{unattended.reference_of(left)}/"
    client = act_as(cast.maria)
    assert list(faults(fill(client, address, officers=[], reason=WHY))) == ["officers"]
    short = fill(client, address, officers=[cast.bjorn.public_id], reason="kort")
    assert list(faults(short)) == ["reason"]
    assert left.officers.get().account == cast.kerstin


def related(cast, account, person):
    """The account gets a record of its own here, and the person is their sibling."""
    own = cast.person("Någon", "Släkt")
    officer = cast.maria if account == cast.bjorn else cast.bjorn
    actions.name_colleague(own, account=account, officers=[officer], by=cast.system)
    actions.link_household(person, other=own, kind="sibling", by=cast.system)
    return own


def refusals(person):
    return AuditEvent.objects.filter(
        kind=EventKind.REFUSAL, verb="people.unattended.named", person_id=person.pk
    )


def name_on_page(cast, client, person, *chosen):
    address = f"/people/unattended/{unattended.reference_of(person)}/"
    return fill(client, address, officers=[one.public_id for one in chosen], reason=WHY)


def test_whom_the_file_or_the_family_is_about_is_left_out_without_a_word(cast, act_as, left):
    nils = staff(cast, "Nils", Role.COORDINATOR)
    related(cast, cast.bjorn, left)
    answer = name_on_page(cast, act_as(cast.maria), left, cast.bjorn, nils)
    assert answer.redirect_chain[0][0] == "/"
    (told,) = [str(message) for message in answer.context["messages"]]
    assert cast.bjorn.name not in told
    assert [one.account for one in left.officers.all()] == [nils]
    assert (tasks_of(nils), tasks_of(cast.bjorn)) == (1, 0)


def test_one_at_a_time_is_refused_whoever_it_is(cast, act_as, left):
    nils = staff(cast, "Nils", Role.COORDINATOR)
    related(cast, cast.bjorn, left)
    client = act_as(cast.maria)
    told = [faults(name_on_page(cast, client, left, one)) for one in (cast.bjorn, nils)]
    assert list(told[0]) == ["officers"]
    assert told[0] == told[1]
    assert left.officers.get().account == cast.kerstin


def test_where_all_of_them_are_left_out_others_take_it_and_the_answer_is_the_same(
    cast, act_as, left
):
    nils, nora = (staff(cast, name, Role.COORDINATOR) for name in ("Nils", "Nora"))
    for close in (cast.bjorn, nils):
        related(cast, close, left)
    answer = name_on_page(cast, act_as(cast.maria), left, cast.bjorn, nils)
    assert answer.redirect_chain[0][0] == "/"
    (told,) = [str(message) for message in answer.context["messages"]]
    assert told == "Klart. Den som tar akten har fått ett meddelande om att logga in."
    assert [one.account for one in left.officers.all()] == [nora]
    assert tasks_of(nora) == 1
    assert files(cast, cast.maria) == []


def test_that_none_of_those_chosen_could_is_kept_in_the_log(cast, act_as, left):
    nils = staff(cast, "Nils", Role.COORDINATOR)
    staff(cast, "Nora", Role.COORDINATOR)
    for close in (cast.bjorn, nils):
        related(cast, close, left)
    name_on_page(cast, act_as(cast.maria), left, cast.bjorn, nils)
    (row,) = refusals(left)
    assert (row.account_id, row.code) == (cast.maria.pk, "unable")


def test_where_the_unit_has_nobody_a_colleague_of_the_board_takes_it(cast, act_as, left):
    nils = staff(cast, "Nils", Role.COORDINATOR)
    dan = staff(cast, "Dan", Role.COORDINATOR, cast.another_unit())
    for close in (cast.bjorn, nils):
        related(cast, close, left)
    name_on_page(cast, act_as(cast.maria), left, cast.bjorn, nils)
    assert [one.account for one in left.officers.all()] == [dan]


def test_where_nobody_in_the_board_can_all_are_refused_alike(cast, act_as, left):
    others = [cast.bjorn, *(staff(cast, name, Role.COORDINATOR) for name in ("Nils", "Nora"))]
    for close in others:
        related(cast, close, left)
    client = act_as(cast.maria)
    pairs = [others[:2], others[1:]]
    told = [faults(name_on_page(cast, client, left, *pair))["officers"] for pair in pairs]
    assert told[0] == told[1]
    assert not any(one.name in told[0][0] for one in others)
    assert left.officers.get().account == cast.kerstin


def test_nobody_names_themself(cast, act_as, left):
    client = act_as(cast.maria)
    address = f"/people/unattended/{unattended.reference_of(left)}/"
    assert cast.maria.public_id not in client.get(address).content.decode()
    assert list(faults(name_on_page(cast, client, left, cast.maria, cast.bjorn))) == ["officers"]
    with pytest.raises(NotAllowedNowError):
        actions.name_for_unattended(
            left, accounts=[cast.maria, cast.bjorn], reason=WHY, by=cast.by(cast.maria)
        )
    assert left.officers.get().account == cast.kerstin


def test_a_manager_with_nobody_else_to_name_isnt_asked_while_another_has(cast, siri):
    there = cast.another_unit()
    chris = staff(cast, "Chris", Role.UNIT_MANAGER, there)
    staff(cast, "Dan", Role.COORDINATOR, there)
    cases.refer(siri, unit=cast.unit, facts=story.FACTS, by=cast.by(cast.kerstin))
    end(cast, cast.bjorn)
    end(cast, cast.kerstin)
    assert files(cast, cast.maria) == []
    assert files(cast, chris) == [unattended.reference_of(siri)]
    assert (tasks_of(cast.maria), tasks_of(chris)) == (0, 1)


def test_a_manager_alone_in_the_unit_chooses_in_the_board(cast, act_as, siri):
    chris = staff(cast, "Chris", Role.UNIT_MANAGER, cast.another_unit())
    end(cast, cast.kerstin)
    end(cast, cast.maria)
    assert files(cast, chris) == [unattended.reference_of(siri)]
    page = act_as(chris).get(f"/people/unattended/{unattended.reference_of(siri)}/")
    assert cast.bjorn.public_id in page.content.decode()


def test_where_the_units_only_manager_is_family_another_of_the_board_is_asked(cast, siri):
    chris = staff(cast, "Chris", Role.UNIT_MANAGER, cast.another_unit())
    cases.refer(siri, unit=cast.unit, facts=story.FACTS, by=cast.by(cast.kerstin))
    related(cast, cast.maria, siri)
    before = tasks_of(cast.maria)
    end(cast, cast.kerstin)
    assert files(cast, cast.maria) == []
    assert files(cast, chris) == [unattended.reference_of(siri)]
    assert (tasks_of(cast.maria), tasks_of(chris)) == (before, 1)


def test_those_who_were_named_before_are_officers_no_longer(cast, left):
    actions.name_for_unattended(left, accounts=[cast.bjorn], reason=WHY, by=cast.by(cast.maria))
    accounts.give_role(
        cast.unit, account=cast.kerstin, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    assert [one.account for one in left.officers.all()] == [cast.bjorn]
    assert not queries.reaches(left, by=cast.by(cast.kerstin))


def test_a_manager_is_not_asked_about_the_own_familys_file(cast, left):
    nora = staff(cast, "Nora", Role.UNIT_MANAGER)
    own = cast.person("Maria", "Lund")
    actions.name_colleague(own, account=cast.maria, officers=[cast.bjorn], by=cast.system)
    actions.link_household(left, other=own, kind="sibling", by=cast.system)
    assert files(cast, cast.maria) == []
    assert files(cast, nora) == [unattended.reference_of(left)]


@pytest.mark.parametrize("who", ["bjorn", "admin"])
def test_for_everybody_else_there_is_no_such_file(cast, act_as, left, who):
    account = getattr(cast, who)
    client = act_as(account)
    for reference in (unattended.reference_of(left), "00000000"):
        assert client.get(f"/people/unattended/{reference}/").status_code == 404
    with pytest.raises(RefusedError):
        actions.name_for_unattended(left, accounts=[account], reason=WHY, by=cast.by(account))


def test_a_file_that_somebody_opens_cannot_be_named_for(cast, siri):
    with pytest.raises(RefusedError):
        actions.name_for_unattended(siri, accounts=[cast.bjorn], reason=WHY, by=cast.by(cast.maria))


def test_the_unit_of_the_case_is_asked_and_another_only_where_nobody_is_there(cast, siri):
    chris = staff(cast, "Chris", Role.UNIT_MANAGER, cast.another_unit())
    cases.refer(siri, unit=cast.unit, facts=story.FACTS, by=cast.by(cast.kerstin))
    end(cast, cast.kerstin)
    assert files(cast, cast.maria)
    assert files(cast, chris) == []
    end(cast, cast.maria)
    assert files(cast, chris) == [unattended.reference_of(siri)]


def test_another_board_hears_of_nothing(cast, siri):
    unit, _vera = cast.another_board()
    skola = staff(cast, "Sol", Role.UNIT_MANAGER, unit)
    end(cast, cast.kerstin)
    assert files(cast, skola) == []
    assert tasks_of(skola) == 0


def test_protection_is_never_saved_with_nobody_at_work(cast, siri):
    actions.name_officer(siri, account=cast.maria, reason=WHY, by=cast.by(cast.kerstin))
    end(cast, cast.kerstin)
    with pytest.raises(NotAllowedNowError):
        actions.set_protection(
            siri,
            level=Protection.STRICT,
            officers=[cast.kerstin],
            reason=WHY,
            by=cast.by(cast.maria),
        )
