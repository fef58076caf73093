"""A seat in a group: given, waited for, given up. A seat is a step of the person's plan."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Ending
from stegvis.casework.groups import reach, rules, schedule
from stegvis.casework.groups.models import Group, Member
from stegvis.casework.people.models import Person
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

REASON_LENGTH = 10


@action("groups.member.joined", rule=rules.may_seat)
def join(case: Case, *, group: Group, by: Actor) -> Member:
    """A seat for the person of a case, or a place in the queue: behind everybody who waits, also
    where a seat has become free that none of them has been given yet.

    NotAllowedNowError when it is full and keeps no queue, when it is over, when the person is in
    it already, or when a leader may not know of the person.
    """
    cases.held_open(case)
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.unit_id != case.unit_id:
        raise NotAllowedNowError(_("The group is of another unit than the case."))
    if group.is_over:
        raise NotAllowedNowError(_("The group is over. Choose another one."))
    if any(one.waits or one.has_seat for one in _members(group, case.person)):
        raise NotAllowedNowError(_("The person is in the group already, or waits for a seat."))
    leaders = list(group.leaders.select_related("account"))
    reach.check_officers(case.person, [leader.account for leader in leaders])
    free, ahead = free_seats(group), sum(one.waits for one in group.members.all())
    if free == 0 and not group.keeps_queue:
        raise NotAllowedNowError(_("The group is full and keeps no queue. Choose another one."))
    member = Member(group=group, person=case.person, secrecy_area=case.secrecy_area)
    member.save(force_insert=True)
    return _give_seat(member, case, by) if free > ahead or not group.keeps_queue else member


@action("groups.member.seated", rule=rules.may_change_seat)
def seat(member: Member, *, by: Actor, reason: str = "") -> Member:
    """A seat that has become free for somebody who waits.

    NotAllowedNowError without a `reason`, which is kept, where somebody who has waited longer would
    be left without.
    """
    case = _open_case(member)
    if case is not None:
        case = cases.held(case)
    group = Group.objects.select_for_update().get(pk=member.group_id)
    if not member.waits:
        raise NotAllowedNowError(_("The person doesn't wait for a seat any more."))
    if free_seats(group) == 0:
        raise NotAllowedNowError(_("Every seat is taken. One has to be given up first."))
    waiting = [one.pk for one in group.members.all() if one.waits]
    if member.pk not in waiting[: free_seats(group)]:
        if len(reason.strip()) < REASON_LENGTH:
            raise NotAllowedNowError(
                _("Others have waited longer. Write why, in at least 10 characters."),
                field="reason",
            )
        member.out_of_order = reason.strip()
    if case is None:
        raise NotAllowedNowError(_("The case has ended, so there is no plan for a seat."))
    return _give_seat(member, case, by)


def _open_case(member: Member) -> Case | None:
    rows = Case.objects.filter(person=member.person, unit_id=member.group.unit_id)
    return rows.filter(closed_on__isnull=True).first()


def _members(group: Group, person: Person) -> list[Member]:
    return list(group.members.filter(person=person).select_related("activity"))


def free_seats(group: Group) -> int:
    """How many seats nobody has today or is to have."""
    taken = sum(one.has_seat for one in group.members.select_related("activity"))
    return max(group.seats - taken, 0)


def _give_seat(member: Member, case: Case, by: Actor) -> Member:
    group = member.group
    leaders = list(group.leaders.select_related("account", "group"))
    facts = plans.ActivityFacts(
        measure_type=group.measure_type,
        title=group.name,
        starts_on=max(clock.today(), group.starts_on),
        ends_on=group.ends_on,
        place=group.place,
        hours_per_week=_hours(group),
        colleague=leaders[0].account,
    )
    member.activity = plans.add_activity(plans.start(case, by=by), facts=facts, by=by)
    member.next_version().save()
    reach.give(member, leaders, by=by)
    return member


def _hours(group: Group) -> Decimal | None:
    hours = Decimal(str(round(schedule.hours_per_week(group), 1)))
    return hours if 0 < hours <= rules.FULL_WEEK else None


@action("groups.member.gave_up", rule=rules.may_change_seat)
def give_up(member: Member, *, code: str, by: Actor, words: str = "") -> Member:
    """The seat, with the step that it is, or the place in the queue."""
    if member.activity is not None:
        plans.stop_activity(member.activity, code=code, words=words, by=by)
    elif member.gave_up_on is None:
        member.gave_up_on = clock.today()
        member.next_version().save()
    return member


@action("groups.members.closed", rule=rules.may_seat)
def close_with_case(case: Case, *, ending: Ending, by: Actor) -> int:
    """Nobody waits for a seat once the case has ended; the seats end with the plan's steps."""
    waiting = Member.objects.filter(
        person=case.person,
        group__unit_id=case.unit_id,
        activity__isnull=True,
        gave_up_on__isnull=True,
    ).select_related("group", "person")
    rows = list(waiting.order_by("pk"))
    for member in rows:
        member.gave_up_on = ending.on
        member.next_version().save()
    return len(rows)
