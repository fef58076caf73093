"""The cast of the demo: two authorities, three boards, and one account for every role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from stegvis.casework.cases import actions as cases
from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation, SecrecyArea, Tenant, Unit

YEARS = 3
"""Everybody of the staff has worked here since the first of January so many years ago."""

BOARD = "Arbetsmarknadsnämnden"
SECOND_BOARD = "Vuxenutbildningsnämnden (demo)"

STAFF = (
    ("kerstin", "Kerstin Norling", Role.COORDINATOR),
    ("bjorn", "Björn Ask", Role.COORDINATOR),
    ("samira", "Samira Holm", Role.COORDINATOR),
    ("elin", "Elin Backlund", Role.COORDINATOR),
    ("jonas", "Jonas Frid", Role.COORDINATOR),
    ("nadja", "Nadja Roos", Role.COORDINATOR),
    ("maria", "Maria Lund", Role.UNIT_MANAGER),
    ("rut", "Rut Ekman", Role.REGISTRAR),
    ("quentin", "Quentin Dahl", Role.QUALITY_DEVELOPER),
    ("hakan", "Håkan Sund", Role.HR),
    ("cecilia", "Cecilia Berg", Role.CONTACT_AGENT),
    ("arne", "Arne Vik", Role.ADMINISTRATOR),
    ("lovisa", "Lovisa Gran", Role.LOG_REVIEWER),
)
"""Local part of the address, invented name, role. All in the first unit."""

COORDINATORS = tuple(key for key, _name, role in STAFF if role == Role.COORDINATOR)
SPOKEN = {"samira": ("ar", "so"), "bjorn": ("en", "uk"), "nadja": ("ti", "en")}
"""What they speak with people besides Swedish."""

UNITS = (
    "Arbetsmarknadsenheten Bollnäs–Ovanåker",
    "Arbetsmarknadsenheten Söderhamn–Hudiksvall",
    "Vuxenutbildningen Hälsinge (demo)",
)
"""The first board's two, and the second board's."""

PARTNERS = (
    ("Ekonomiskt bistånd, Bollnäs", Organisation.Kind.OWN),
    ("Arbetsförmedlingen", Organisation.Kind.AUTHORITY),
    ("Lärcentrum Hälsinge", Organisation.Kind.SCHOOL),
    ("Vårdcentralen Ljusnan", Organisation.Kind.HEALTH),
    ("Studieförbundet Stegen", Organisation.Kind.ASSOCIATION),
)


@dataclass
class Cast:
    """Who there is in the demo's authority, in its second board, and next door."""

    tenant: Tenant
    unit: Unit
    second_unit: Unit
    board_unit: Unit
    neighbour: Tenant
    neighbour_unit: Unit
    accounts: dict[str, Account] = field(default_factory=dict)
    partners: list[Organisation] = field(default_factory=list)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def by(self, key: str) -> Actor:
        """The actor of an account; its role is the same on every day of the demo."""
        if key not in self._actors:
            self._actors[key] = self.by_account(self.accounts[key])
        return self._actors[key]

    @staticmethod
    def by_account(account: Account) -> Actor:
        """The same for an account at hand."""
        return actor_for(account)

    @property
    def next_door(self) -> Cast:
        """The neighbour's cast: Stig alone registers, decides and coordinates."""
        return self._alone("stig", self.neighbour, self.neighbour_unit)

    @property
    def other_board(self) -> Cast:
        """The second board's cast: Ylva alone registers, decides and coordinates."""
        return self._alone("ylva", self.tenant, self.board_unit)

    def _alone(self, key: str, tenant: Tenant, unit: Unit) -> Cast:
        every_part = dict.fromkeys(("rut", "maria", key), self.accounts[key])
        return Cast(tenant, unit, unit, unit, self.neighbour, self.neighbour_unit, every_part)

    @property
    def system(self) -> Actor:
        """The product itself in the demo's authority."""
        return Actor.system("demo", tenant_id=self.tenant.pk)


def build_cast(today: date) -> Cast:
    """Make the authorities, units and staff as of the first day."""
    with clock.set_to(date(today.year - YEARS, 1, 1)):
        tenant = _tenant("Hälsinge arbetsmarknadsförbund (demo)", "Hälsinge")
        neighbour = _tenant("Grannkommunen (demo)", "Grannen")
        with tenancy.tenant_scope(neighbour.pk):
            branch, area = _organisation(neighbour, neighbour.name, "own"), _area(neighbour, BOARD)
            neighbour_unit = _unit(branch, "Arbetsmarknadsenheten", area, "2180")
            stig = _account(neighbour_unit, "stig", "Stig Granlund", Role.COORDINATOR)
        with tenancy.tenant_scope(tenant.pk):
            own, area = _organisation(tenant, tenant.name, "own"), _area(tenant, BOARD)
            unit = _unit(own, UNITS[0], area, "2183")
            second = _unit(own, UNITS[1], area, "2182")
            school = _area(tenant, SECOND_BOARD, SecrecyArea.Regime.SCHOOL)
            third = _unit(own, UNITS[2], school, "2183")
            cast = Cast(tenant, unit, second, third, neighbour, neighbour_unit)
            for key, name, role in STAFF:
                cast.accounts[key] = _account(unit, key, name, role)
            cast.accounts["petra"] = _account(second, "petra", "Petra Strand", Role.COORDINATOR)
            cast.accounts["ylva"] = _account(third, "ylva", "Ylva Sten", Role.COORDINATOR)
            cast.partners = [_organisation(tenant, *row) for row in PARTNERS]
        cast.accounts["stig"] = stig
    return cast


def found_cast(tenant_id: int) -> Cast:
    """The cast as it was made before, in the scope of its tenant; the neighbour isn't looked at."""
    tenant = Tenant.objects.get(pk=tenant_id)
    units = {unit.name: unit for unit in Unit.objects.order_by("pk")}
    unit, second, third = (units[name] for name in UNITS)
    cast = Cast(tenant, unit, second, third, tenant, unit)
    for account in Account.objects.filter(tenant_id=tenant_id).order_by("pk"):
        cast.accounts[account.email.partition("@")[0]] = account
    names = [name for name, _kind in PARTNERS]
    cast.partners = list(Organisation.objects.filter(name__in=names).order_by("pk"))
    return cast


def _tenant(name: str, short_name: str) -> Tenant:
    by = Actor.system("demo", tenant_id=None)
    return organisations.create_tenant(name, country="SE", short_name=short_name, by=by)


def _system(tenant: Tenant) -> Actor:
    return Actor.system("demo", tenant_id=tenant.pk)


def _area(tenant: Tenant, name: str, regime: str = SecrecyArea.Regime.SOCIAL) -> SecrecyArea:
    return organisations.create_secrecy_area(tenant, name=name, regime=regime, by=_system(tenant))


def _unit(own: Organisation, name: str, area: SecrecyArea, municipality: str) -> Unit:
    return organisations.create_unit(
        own,
        name=name,
        secrecy_area=area,
        municipality_code=municipality,
        address="Stationsgatan 1",
        phone="070-1740630",
        by=_system(own.tenant),
    )


def _organisation(tenant: Tenant, name: str, kind: str) -> Organisation:
    return organisations.create_organisation(tenant, name=name, kind=kind, by=_system(tenant))


def _account(unit: Unit, key: str, name: str, role: str) -> Account:
    by = _system(unit.tenant)
    account = accounts.create_account(unit.tenant, email=f"{key}@example.org", name=name, by=by)
    accounts.give_role(unit, account=account, role=role, starts=clock.today(), by=by)
    if key in SPOKEN:
        cases.tell_languages(account, languages=SPOKEN[key], by=actor_for(account))
    return account
