"""Who does something: the one value that every action and reading takes."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Actor:
    """An account in one role (or as one party) of one tenant, with the purpose of the moment.

    A party is somebody with a record of their own (participant, employer, partner); then
    `party_kind` and `party_id` name it and there is no unit.
    """

    tenant_id: int | None
    role: str
    account_id: int | None = None
    unit_id: int | None = None
    secrecy_area_id: int | None = None
    membership_id: int | None = None
    party_kind: str = ""
    party_id: int | None = None
    purpose: str = ""
    job: str = ""

    @classmethod
    def system(cls, job: str, *, tenant_id: int | None, on_behalf_of: int | None = None) -> Actor:
        """The product itself, in a job or at the command line, perhaps for an account."""
        return cls(tenant_id=tenant_id, role="system", account_id=on_behalf_of, job=job)

    @classmethod
    def anonymous(cls) -> Actor:
        """Somebody who hasn't signed in."""
        return cls(tenant_id=None, role="anonymous")

    @property
    def is_system(self) -> bool:
        """Whether no human acts directly."""
        return self.role == "system"

    @property
    def is_staff(self) -> bool:
        """Whether the actor works for the unit (is no party, system or stranger)."""
        return self.membership_id is not None

    def with_purpose(self, purpose: str) -> Actor:
        """The same actor with another purpose."""
        return replace(self, purpose=purpose)
