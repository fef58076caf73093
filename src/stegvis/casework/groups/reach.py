"""A leader's reach: the names of those in the group and their attendance, nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stegvis.casework.groups.models import Group, Leader, Member
from stegvis.casework.groups.rules import MEETING_PEOPLE, NOTE_WITHIN, SCOPE, SOURCE
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries as reading
from stegvis.casework.people.models import Grant, Ground, NamedOfficer, Person
from stegvis.casework.people.queries import officers
from stegvis.casework.plans.models import Activity
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import roles_with_persons
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError


def only_in_the_unit(actor: Actor) -> Q:
    """What leading a group gave somebody holds while they act in the group's unit."""
    here = Leader.objects.filter(pk=OuterRef("source_id"), group__unit_id=actor.unit_id or 0)
    return ~Q(source_kind=SOURCE) | Q(Exists(here))


def give(member: Member, leaders: Iterable[Leader], *, by: Actor) -> None:
    """Let the leaders see that the person is in the group, and note whether they come, until the
    last days of the seat have been noted."""
    for leader in leaders:
        people.grant(
            member.person,
            ends=_until(member),
            account_id=leader.account_id,
            scope=SCOPE,
            ground=Ground.GROUP,
            purpose=leader.group.name,
            source=(SOURCE, leader.pk),
            by=by,
        )


def _until(member: Member) -> datetime | None:
    """When the last days have been noted; None while neither the step nor the group has an end."""
    last = member.last_day or member.group.ends_on
    if last is None:
        return None
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time())) + NOTE_WITHIN


def move_with_group(group: Group, *, by: Actor) -> None:
    """Once the group's days have changed, the reach to those with a seat ends with them."""
    for member in group.members.select_related("group", "person", "activity"):
        if member.has_seat:
            _move(member, by)


def move_with_step(activity: Activity, by: Actor) -> None:
    """Once the days of a seat have changed, so has the end of the leaders' reach."""
    rows = Member.objects.filter(activity=activity)
    member = rows.select_related("group", "person", "activity").first()
    if member is not None:
        _move(member, by)


def _move(member: Member, by: Actor) -> None:
    until, now = _until(member), clock.now()
    for leader in member.group.leaders.select_related("group"):
        held = Grant.objects.filter(
            person=member.person, source_kind=SOURCE, source_id=leader.pk
        ).exclude(ends__lte=now)
        for grant in held:
            grant.ends = max(until, grant.starts) if until else None
            grant.save()
        if not held and (until is None or until > now):
            give(member, [leader], by=by)


def is_seat(activity: Activity) -> bool:
    """Whether the step is a seat, which a leader of the group answers for."""
    return Member.objects.filter(activity=activity).exists()


def end_with_step(activity: Activity, by: Actor) -> None:
    """Once a seat is given up, the leaders' reach ends when its last days have been noted."""
    member = Member.objects.filter(activity=activity).select_related("group", "person").first()
    if member is not None:
        for leader in member.group.leaders.all():
            people.end_grants(
                member.person, source=(SOURCE, leader.pk), at=clock.now() + NOTE_WITHIN, by=by
            )


def end_with_leader(leader: Leader, *, by: Actor) -> None:
    """Whoever no longer leads sees nobody of the group from now on."""
    for person in Person.objects.filter(pk__in=leader.group.members.values("person")):
        people.end_grants(person, source=(SOURCE, leader.pk), by=by)


def check_officers(person: Person, accounts: Iterable[Account]) -> None:
    """Only named officers may know of somebody protected, or of a colleague: also in a group.

    NotAllowedNowError unless every leader is one; to be asked for those whom the actor may open.
    """
    if not person.is_for_officers:
        return
    named = {one.account_id for one in reading.working_officers(person)}
    others = [account.name for account in accounts if account.pk not in named]
    if others:
        raise NotAllowedNowError(
            _(
                "Only named officers may know of this person, so only they can lead a group with "
                "them. %(names)s: name them officers first, or choose another group."
            )
            % {"names": ", ".join(others)}
        )


def check_new_leaders(group: Group, accounts: Iterable[Account], *, by: Actor) -> None:
    """What `check_officers` says of those in the group, or waiting, whom the actor reaches.

    Whoever doesn't reach all of them gives it no new leader, whatever keeps somebody from them: to
    ask whether a leader may know of somebody would tell who is protected. Once none of its leaders
    works in the unit any more there is nobody left to ask: then anybody may be chosen, so that the
    answer tells nothing. Who may not know of somebody doesn't see them, and those who may put it
    right (`led_by_others`).
    """
    accounts = list(accounts)
    leading = set(group.leaders.values_list("account_id", flat=True))
    present = [row for row in _present(group) if row.waits or row.has_seat]
    rows = group.members.filter(reading.about_visible(by, compartment="groups"))
    reached = set(rows.values_list("pk", flat=True))
    is_led = at_work(group.leaders.all()).exists()
    hides = bool({row.pk for row in present} - reached)
    if {account.pk for account in accounts} - leading and hides and is_led:
        raise NotAllowedNowError(
            _("Who leads this group is changed by a leader who meets everybody in it."),
            field="leaders",
        )
    for row in present:
        if row.pk in reached:
            check_officers(row.person, accounts)


def at_work(leaders: QuerySet[Leader]) -> QuerySet[Leader]:
    """Those who meet people in the group's unit today."""
    roles = roles_with_persons().filter(
        account=OuterRef("account"), unit=OuterRef("group__unit"), role__in=MEETING_PEOPLE
    )
    return leaders.filter(Exists(roles))


def led_by_others(actor: Actor) -> QuerySet[Member]:
    """Those in a group, or waiting, whom only named officers may know of, the actor among them,
    while somebody leads the group who isn't one."""
    today = clock.today()
    named = NamedOfficer.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=today),
        starts__lte=today,
        account=OuterRef("account"),
        person=OuterRef(OuterRef("person")),
    )
    others = at_work(Leader.objects.filter(group=OuterRef("group"))).filter(~Exists(named))
    rows = Member.objects.filter(
        Exists(others), gave_up_on__isnull=True, person__in=officers.shut_to_others(actor)
    )
    return rows.select_related("person", "group", "activity").order_by("asked_on", "pk")


def _present(group: Group) -> QuerySet[Member]:
    rows = group.members.filter(gave_up_on__isnull=True)
    return rows.select_related("person", "activity").order_by("pk")
