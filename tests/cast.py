"""The cast of the tests: an association of municipalities, a second small tenant, their staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person
from stegvis.casework.plans.actions import ForChild
from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Tenant, Unit

FIRST_DAY = date(2020, 1, 1)
NO_CHILD = ForChild(touches=False)


@dataclass
class Cast:
    """Who there is. `by(account)` is who they act as."""

    tenant: Tenant
    unit: Unit
    kerstin: Account
    bjorn: Account
    maria: Account
    admin: Account
    other_tenant: Tenant
    other_unit: Unit
    stig: Account

    @staticmethod
    def by(account: Account) -> Actor:
        """The actor of an account of the tenant in scope."""
        return actor_for(account)

    def person(
        self, given: str = "Amina", family: str = "Warsame", *, coordinator: Account | None = None
    ) -> Person:
        """Somebody registered by the product; `coordinator` gets full reach."""
        facts = people.NewPerson(
            given_name=given, family_name=family, no_number_reason="waiting", phone="070-1740605"
        )
        person = people.register(self.unit, facts=facts, by=self.system)
        if coordinator is not None:
            people.grant(
                person, account_id=coordinator.pk, ground=Ground.ASSIGNMENT, by=self.system
            )
        return person

    def another_board(self) -> tuple[Unit, Account]:
        """A unit of another secrecy area in the first tenant, and somebody who works there."""
        area = organisations.create_secrecy_area(self.tenant, name="Skolnämnden", by=self.system)
        unit = organisations.create_unit(
            self.unit.organisation, name="Vuxenutbildningen", secrecy_area=area, by=self.system
        )
        return unit, _staff(unit, "vera@example.org", "Vera Vux", Role.COORDINATOR)

    def another_unit(self, name: str = "Andra enheten") -> Unit:
        """A unit of the same board."""
        area = self.unit.secrecy_area
        return organisations.create_unit(
            self.unit.organisation, name=name, secrecy_area=area, by=self.system
        )

    @property
    def system(self) -> Actor:
        """The product acting in the first tenant."""
        return Actor.system("test", tenant_id=self.tenant.pk)


def build_cast() -> Cast:
    """Two tenants with a unit each."""
    tenant, unit = _tenant("Hälsinge arbetsmarknadsförbund")
    other_tenant, other_unit = _tenant("Grannkommunen")
    with tenancy.tenant_scope(tenant.pk):
        kerstin = _staff(unit, "kerstin@example.org", "Kerstin Norling", Role.COORDINATOR)
        bjorn = _staff(unit, "bjorn@example.org", "Björn Ask", Role.COORDINATOR)
        maria = _staff(unit, "maria@example.org", "Maria Lund", Role.UNIT_MANAGER)
        admin = _staff(unit, "admin@example.org", "Arne Admin", Role.ADMINISTRATOR)
    with tenancy.tenant_scope(other_tenant.pk):
        stig = _staff(other_unit, "stig@example.org", "Stig Granne", Role.COORDINATOR)
    return Cast(tenant, unit, kerstin, bjorn, maria, admin, other_tenant, other_unit, stig)


def _tenant(name: str) -> tuple[Tenant, Unit]:
    system = Actor.system("test", tenant_id=None)
    tenant = organisations.create_tenant(name, country="SE", by=system)
    by = Actor.system("test", tenant_id=tenant.pk)
    with tenancy.tenant_scope(tenant.pk):
        area = organisations.create_secrecy_area(tenant, name="Socialnämnden", by=by)
        own = organisations.create_organisation(tenant, name=name, kind="own", by=by)
        unit = organisations.create_unit(
            own, name="Arbetsmarknadsenheten", secrecy_area=area, municipality_code="2183", by=by
        )
    return tenant, unit


def _staff(unit: Unit, email: str, name: str, role: str) -> Account:
    by = Actor.system("test", tenant_id=unit.tenant_id)
    account = accounts.create_account(unit.tenant, email=email, name=name, by=by)
    accounts.give_role(unit, account=account, role=role, starts=FIRST_DAY, by=by)
    return account
