"""Those outside who sign in to pages of their own: two participants, an employer, a partner."""

from __future__ import annotations

from datetime import timedelta

from stegvis.casework.network import actions as network
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Life
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.work.employers import actions as employers
from stegvis.work.employers.models import Employer
from stegvis.work.placements import actions as placements
from stegvis.work.placements.models import Placement
from stegvis.work.placements.rules import tell_until

PARTICIPANTS = ("oksana", "amina")

WORKPLACE = "Ekbackens äldreboende (demo)"
"""The employer that signs in; Amina is there."""

SCHOOL = "Lärcentrum Hälsinge"
SHARED_WITH_SCHOOL = (
    ("oksana", "plan", "Planera sfi och validering tillsammans"),
    ("amina", "plan", "Planera studierna mot undersköterska"),
    ("leyla", "intake", "Boka ett första samtal om studier"),
)
"""Who said yes to sharing which part with the school, and what for."""

CONSENT_LASTS = timedelta(days=90)


def open_own_pages(cast: Cast, told: dict[str, Life]) -> None:
    """Make their accounts, and give each of their pages something to show."""
    for key in PARTICIPANTS:
        person = told[key].person
        cast.accounts[key] = accounts.let_in(
            cast.tenant,
            (PartyKind.PARTICIPANT, person.pk),
            name=person.name,
            email=f"{key}@example.org",
            by=cast.system,
        )
    _open_workplace(cast)
    _open_school(cast, told)


def _open_workplace(cast: Cast) -> None:
    """Somebody at the employer, who sees everybody that is there with open identity."""
    employer, by = Employer.objects.get(name=WORKPLACE), cast.by("kerstin")
    cast.accounts["yvonne"] = employers.let_in(
        employer, name=employer.contact_name, email="yvonne@example.org", by=by
    )
    here = Placement.objects.filter(employer=employer, ended_on=None, person__protection=0)
    for placement in here.order_by("pk"):
        coordinator = placement.case.coordinator
        if coordinator is not None and tell_until(placement) >= clock.today():
            by = cast.by_account(coordinator.account)
            yes = network.Yes(
                purpose="Så att arbetsplatsen vet vem som kommer och när",
                ends_on=min(clock.today() + CONSENT_LASTS, tell_until(placement)),
                given_how="desk",
            )
            placements.tell_employer(placement, yes=yes, by=by)


def _open_school(cast: Cast, told: dict[str, Life]) -> None:
    school = next(partner for partner in cast.partners if partner.name == SCHOOL)
    cast.accounts["lena"] = accounts.let_in(
        cast.tenant,
        (PartyKind.PARTNER, school.pk),
        name="Lena Wik",
        email="lena@example.org",
        by=cast.system,
    )
    for key, scope, purpose in SHARED_WITH_SCHOOL:
        yes = network.ConsentFacts(
            to=school,
            scope=scope,
            purpose=purpose,
            ends_on=clock.today() + CONSENT_LASTS,
            given_how="desk",
        )
        network.record_consent(told[key].person, facts=yes, by=cast.by(told[key].coordinator))
