import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app
from stegvis.core import tenancy
from stegvis.core.accounts.models import Account, Membership, Role
from stegvis.core.organisations.models import Tenant, Unit

FACTS = {
    "--tenant": "Drammen kommune",
    "--unit": "NAV Drammen",
    "--admin-name": "Ingrid Moen",
    "--admin-email": "ingrid@example.org",
    "--country": "NO",
    "--area": "Hovedutvalget",
    "--municipality": "3301",
}


def init(**other):
    given = {**FACTS, **{f"--{name.replace('_', '-')}": value for name, value in other.items()}}
    return CliRunner().invoke(app, ["init", *(word for pair in given.items() for word in pair)])


@pytest.mark.django_db
def test_it_makes_a_tenant_and_an_administrator_who_can_sign_in(client):
    result = init()
    assert result.exit_code == 0, result.output
    tenant = Tenant.objects.get(name="Drammen kommune")
    account = Account.objects.get(email="ingrid@example.org")
    with tenancy.tenant_scope(tenant.pk):
        assert Unit.objects.get().secrecy_area.regime == "fvl_13"
        assert Membership.objects.get(account=account).role == Role.ADMINISTRATOR
    assert (tenant.country, account.language) == ("NO", "nb")
    link = result.output.split()[-1]
    path = link[link.index("/in/") :]
    client.post(path)
    assert client.session["_auth_user_id"] == str(account.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"country": "DK"}, "use SE or NO"),
        ({"admin_email": "ingrid"}, "isn't an e-mail address"),
        ({"municipality": "2183"}, "no municipality of NO"),
        ({"unit": " "}, "--unit is empty"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_used_is_named_and_nothing_is_made(wrong, says):
    result = init(**wrong)
    assert (result.exit_code, Tenant.objects.count()) == (2, 0)
    assert says in result.output


@pytest.mark.django_db
def test_a_name_or_an_address_is_not_taken_twice():
    init()
    assert "already" in init(admin_email="other@example.org").output
    assert "signs in with ingrid@example.org already" in init(tenant="Lier kommune").output


@pytest.mark.django_db
def test_where_nobody_can_be_asked_what_has_no_default_is_named():
    result = CliRunner().invoke(app, ["init", "--tenant", "Prov", "--unit", "AME"])
    assert (result.exit_code, Tenant.objects.count()) == (2, 0)
    assert "say it with --admin-name" in result.output
