"""A manager's doings: the log's review signed, the staff's conditions looked after; and those of an
administrator that are told to others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, AddressChange, Membership
from stegvis.core.accounts.queries import working_in
from stegvis.core.accounts.rules import may_administer, may_administer_account, may_end_role
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes import queries as codes
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Unit
from stegvis.desk.manage import conditions, log, rules, telling
from stegvis.desk.manage.models import Cover, IntroductionStep, LogReview, Supervision


@action("manage.log.reviewed", rule=rules.may_review)
def sign_review(unit: Unit, *, month: date, notes: str, by: Actor) -> LogReview:
    """The month is gone through. What was drawn is kept with the signature."""
    if LogReview.objects.filter(unit=unit, month=month, of__isnull=True).exists():
        raise NotAllowedNowError(_("The month is already signed."), field="month")
    return _sign(LogReview(unit=unit, month=month, notes=notes.strip()), by)


@action("manage.log.manager_reviewed", rule=rules.may_review_manager)
def sign_managers_review(manager: Account, *, month: date, notes: str, by: Actor) -> LogReview:
    """Somebody else has gone through what a manager opened in a month."""
    unit_id = log.managing(month).filter(account=manager).values_list("unit_id", flat=True).first()
    if unit_id is None:
        raise NotAllowedNowError(_("Nobody of that name managed a unit in the month."))
    if log.review_of(manager, month) is not None:
        raise NotAllowedNowError(_("The month is already signed."), field="month")
    return _sign(LogReview(unit_id=unit_id, of=manager, month=month, notes=notes.strip()), by)


def _sign(review: LogReview, by: Actor) -> LogReview:
    """Keep a review with its draw; NotAllowedNowError while the month goes on, and until whoever
    signs has been shown every opening drawn."""
    if by.account_id is None:
        raise NotAllowedNowError(_("A review needs somebody who signs it."))
    if not log.is_over(review.month):
        raise NotAllowedNowError(_("The month isn't over yet. Sign when it is."), field="month")
    drawn = log.drawn(review.month, by=by, of=review.of)
    if left := log.left_to_show(drawn, review.month, by=by, of=review.of):
        raise NotAllowedNowError(log.still_to_show(left))
    review.signed_by_id = by.account_id
    review.drawn = [
        {
            "account": one.openings.account_id,
            "person": one.openings.person_id,
            "times": one.openings.times,
            "signals": list(one.signals),
        }
        for one in drawn
    ]
    review.save(force_insert=True)
    return review


@action("manage.cover.arranged", rule=rules.may_arrange)
def arrange_cover(
    unit: Unit, *, away: Account, stand_in: Account, starts_on: date, ends_on: date, by: Actor
) -> Cover:
    """Somebody reads what a colleague coordinates while they are away; it ends by itself.

    NotAllowedNowError for somebody who doesn't meet people here, and for a time that is over,
    turned round or longer than LONGEST_COVER. Cases that the stand-in is kept out of (family, a
    protection) are left out: `conditions.uncovered` says which. NotAllowedNowError too for somebody
    who is away then, or stands in already.
    """
    if away.pk == stand_in.pk:
        raise NotAllowedNowError(_("Choose somebody else to stand in."), field="stand_in")
    here = set(working_in(unit.pk, MEETING_PEOPLE).values_list("pk", flat=True))
    for account, field in ((away, "away"), (stand_in, "stand_in")):
        if account.pk not in here:
            raise NotAllowedNowError(_("Choose somebody who works in the unit."), field=field)
    if ends_on < max(starts_on, clock.today()):
        raise NotAllowedNowError(
            _("The last day can't be before the first one, nor before today."), field="ends_on"
        )
    if (ends_on - starts_on).days > rules.LONGEST_COVER:
        raise NotAllowedNowError(
            _("At most %(n)s days. For longer, hand the cases over.") % {"n": rules.LONGEST_COVER},
            field="ends_on",
        )
    _check_free(unit, away, stand_in, starts_on, ends_on)
    cover = Cover(unit=unit, away=away, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on)
    cover.save(force_insert=True)
    _cover_rest(cover, by)
    notices.tell(("account", stand_in.pk), text="task", by=by)
    return cover


def _check_free(unit: Unit, away: Account, stand_in: Account, first: date, last: date) -> None:
    then = conditions.within(Cover.objects.filter(unit=unit), first, last)
    if then.filter(away=stand_in).exists():
        raise NotAllowedNowError(
            _("%(name)s is away then. Choose somebody else.") % {"name": stand_in.name},
            field="stand_in",
        )
    if then.filter(away=away, stand_in=stand_in).exists():
        raise NotAllowedNowError(
            _("%(name)s stands in then already. Change the days of that, or choose others.")
            % {"name": stand_in.name},
            field="stand_in",
        )


@action("manage.cover.completed", rule=rules.may_change_cover)
def complete_cover(cover: Cover, *, by: Actor) -> int:
    """Cases that the one who is away has been given since are covered too; returns how many."""
    return _cover_rest(cover, by)


def _cover_rest(cover: Cover, by: Actor) -> int:
    able, _kept_out = conditions.uncovered(cover, by=by)
    for case in able:
        people.grant(
            case.person,
            account_id=cover.stand_in_id,
            ground=Ground.COVER,
            starts=conditions.start_of(cover.starts_on),
            ends=conditions.start_of(cover.ends_on + timedelta(days=1)),
            source=(conditions.SOURCE, cover.pk),
            by=by,
        )
    return len(able)


@action("manage.cover.ended", rule=rules.may_change_cover)
def end_cover(cover: Cover, *, by: Actor) -> None:
    """The colleague is back, or somebody else stands in: reading ends now."""
    for grant in conditions.grants_of(cover):
        people.end_grants(grant.person, source=(conditions.SOURCE, cover.pk), by=by)
    if cover.starts_on >= clock.today():
        cover.delete()
        return
    cover.ends_on = clock.today() - timedelta(days=1)
    cover.next_version().save()


@action("manage.introduction.noted", rule=rules.may_arrange)
def note_introduction(unit: Unit, *, account: Account, steps: Iterable[str], by: Actor) -> set[str]:
    """Which steps of a colleague's introduction are done, instead of those noted before."""
    done = set(steps)
    if unknown := done - codes.labels("introduction_step").keys():
        raise NotAllowedNowError(
            _("“%(code)s” is no step in the list.") % {"code": min(unknown)}, field="steps"
        )
    before = IntroductionStep.objects.filter(unit=unit, account=account)
    before.exclude(step__in=done).delete()
    for step in sorted(done - set(before.values_list("step", flat=True))):
        IntroductionStep(unit=unit, account=account, step=step).save(force_insert=True)
    return done


@action("manage.supervision.planned", rule=rules.may_arrange)
def plan_supervision(
    unit: Unit, *, kind: str, on: date, account: Account | None, by: Actor
) -> Supervision:
    """A day of supervision, for one colleague or for the whole unit."""
    if not codes.is_current("supervision_kind", kind, country=unit.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
    row = Supervision(unit=unit, account=account, kind=kind, on=on)
    row.save(force_insert=True)
    return row


@action("manage.supervision.held", rule=rules.may_change_supervision)
def hold_supervision(row: Supervision, *, by: Actor) -> Supervision:
    """It took place; said twice, nothing changes."""
    if row.on > clock.today():
        raise NotAllowedNowError(_("The day hasn't come yet."))
    if row.held_on is None:
        row.held_on = row.on
        row.next_version().save()
    return row


@action("manage.supervision.dropped", rule=rules.may_change_supervision)
def drop_supervision(row: Supervision, *, by: Actor) -> None:
    """It doesn't take place."""
    if row.held_on is not None:
        raise NotAllowedNowError(_("It has taken place already."))
    row.delete()


@action("manage.role.given", rule=may_administer)
def give_role(
    unit: Unit, *, account: Account, role: str, starts: date, ends: date | None, by: Actor
) -> Membership:
    """A role from a day on, told to those who have to know (`telling`): an administrator puts
    nobody before the files unseen."""
    telling.tell_of_role(unit, account, role, by=by)
    return accounts.give_role(unit, account=account, role=role, starts=starts, ends=ends, by=by)


@action("manage.role.ended", rule=may_end_role)
def end_role(membership: Membership, *, ends: date, by: Actor) -> Membership:
    """The role's last day, told to the managers: open cases may have to be handed over."""
    telling.tell_of_end(membership.unit_id, membership.role, by=by)
    ended = accounts.end_role(membership, ends=ends, by=by)
    people.look_for_unattended(by=by)
    return ended


@action("manage.identity.linked", rule=may_administer_account)
def link_identity(account: Account, *, provider: str, subject: str, by: Actor) -> Account:
    """An identity at the provider opens the account; its holder and managers are told."""
    accounts.link_identity(account, provider=provider, subject=subject, by=by)
    telling.tell_of_way_in(account, by=by)
    return account


@action("manage.identity.linked_itself", rule=only_system)
def note_linked(account: Account, *, by: Actor) -> Account:
    """An identity that the provider vouches for was linked at sign-in; told like any other."""
    telling.tell_of_way_in(account, by=by)
    return account


@action("manage.account.closed", rule=may_administer_account)
def close_account(account: Account, *, by: Actor) -> Account:
    """Nobody signs in with it; of files that nobody can open then, their managers are told."""
    closed = accounts.close_account(account, by=by)
    people.look_for_unattended(by=by)
    return closed


@action("manage.account.opened", rule=may_administer_account)
def open_account(account: Account, *, by: Actor) -> Account:
    """A closed account works again, with the roles that it has; its managers are told."""
    opened = accounts.open_account(account, by=by)
    telling.tell_of_way_in(account, by=by)
    return opened


@action("manage.account.changed", rule=may_administer_account)
def change_account(
    account: Account, *, name: str, language: str, seen_version: int, by: Actor
) -> Account:
    """The name shown and the language. A new name is told: the log's review compares names."""
    is_renamed = account.name != name.strip()
    changed = accounts.change_account(
        account, name=name, language=language, seen_version=seen_version, by=by
    )
    if is_renamed:
        telling.tell_watchers(account, by=by)
    return changed


@action("manage.address.proposed", rule=may_administer_account)
def propose_address(account: Account, *, email: str, by: Actor) -> Account:
    """Another address to sign in with, once it is confirmed there. The old one and the managers are
    told at once: whoever reads the account's mail signs in."""
    notices.send_address_link(account, email=email, by=by)
    telling.tell_watchers(account, by=by)
    return account


@action("manage.address.confirmed", rule=only_system)
def note_readdressed(change: AddressChange, *, by: Actor) -> Account:
    """The new address leads in from now on: the old one is told again, and the managers."""
    notices.tell(("old_address", change.pk), text="address_changed", by=by)
    telling.tell_watchers(change.account, by=by)
    return change.account


@action("manage.second_factor.reset", rule=may_administer_account)
def reset_second_factor(account: Account, *, by: Actor) -> Account:
    """The lost app is forgotten, and a link to sign in with is on its way to the account's address;
    its holder's managers are told."""
    accounts.reset_second_factor(account, by=by)
    notices.send_link(account, by=by)
    telling.tell_of_way_in(account, by=by)
    return account
