"""What an administrator may do with accounts, and what not."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator

from stegvis.core import clock
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError

TODAY, YESTERDAY = 0, -1


@pytest.fixture
def by(cast):
    return cast.by(cast.admin)


@pytest.fixture
def second(cast):
    """Another administrator."""
    account = actions.create_account(
        cast.tenant, email="agda@example.org", name="Agda Vik", by=cast.system
    )
    actions.give_role(
        cast.unit, account=account, role=Role.ADMINISTRATOR, starts=clock.today(), by=cast.system
    )
    return account


def test_an_address_in_use_is_told_alike_wherever_it_is_in_use(cast, by):
    said = []
    for email in ("Kerstin@example.org", "stig@example.org"):
        with pytest.raises(NotAllowedNowError) as fault:
            actions.create_account(cast.tenant, email=email, name="Ny", by=by)
        said.append(str(fault.value.sentence).replace(email, ""))
    assert said[0] == said[1]


def test_nobody_gives_a_role_to_themselves(cast, by):
    with pytest.raises(NotAllowedNowError):
        actions.give_role(
            cast.unit, account=cast.admin, role=Role.COORDINATOR, starts=clock.today(), by=by
        )


def test_nobody_administers_their_own_account_nor_a_neighbours_nor_a_participants(cast, by):
    amina = actions.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    actions.link_party(amina, kind=PartyKind.PARTICIPANT, record_id=1, by=cast.system)
    for account in (cast.admin, cast.stig, amina):
        with pytest.raises(RefusedError):
            actions.close_account(account, by=by)
        with pytest.raises(RefusedError):
            actions.link_identity(account, provider="oidc", subject="me", by=by)
        with pytest.raises(RefusedError):
            actions.reset_second_factor(account, by=by)


def test_an_identity_opens_one_account_only(cast, by):
    actions.link_identity(cast.kerstin, provider="oidc", subject="k-1", by=by)
    with pytest.raises(NotAllowedNowError):
        actions.link_identity(cast.bjorn, provider="oidc", subject="k-1", by=by)


def test_a_closed_account_is_signed_out_and_opens_again(cast, by, client):
    client.force_login(cast.kerstin)
    actions.close_account(cast.kerstin, by=by)
    assert client.get("/day/").status_code == 302
    actions.open_account(cast.kerstin, by=by)
    cast.kerstin.refresh_from_db()
    client.force_login(cast.kerstin)
    assert client.get("/").status_code == 200


def test_a_role_that_is_ended_stops_at_once(cast, by):
    membership = cast.kerstin.memberships.get()
    actions.end_role(membership, ends=clock.days_from_today(YESTERDAY), by=by)
    assert actor_for(cast.kerstin).role == "none"


def test_a_role_ends_on_no_day_long_past(cast, by):
    with pytest.raises(NotAllowedNowError):
        actions.end_role(cast.kerstin.memberships.get(), ends=clock.days_from_today(-9), by=by)


def test_the_last_administrator_stays(cast, by, second):
    (own,), (hers,) = cast.admin.memberships.all(), second.memberships.all()
    actions.end_role(own, ends=clock.today(), by=by)
    with pytest.raises(NotAllowedNowError):
        actions.end_role(hers, ends=clock.today(), by=cast.by(second))


def test_the_same_role_is_given_once(cast, by):
    with pytest.raises(NotAllowedNowError):
        actions.give_role(
            cast.unit, account=cast.kerstin, role=Role.COORDINATOR, starts=clock.today(), by=by
        )


def test_a_lost_second_factor_is_forgotten_with_the_password(cast, by):
    get_adapter().set_password(cast.kerstin, "ett-langt-losenord")
    Authenticator.objects.create(user=cast.kerstin, type="totp", data={"secret": "x"})
    assert actions.reset_second_factor(cast.kerstin, by=by) == 1
    cast.kerstin.refresh_from_db()
    assert not cast.kerstin.has_usable_password()
    assert not Authenticator.objects.exists()
