import pytest

from stegvis.conf.environment import DangerousSettingsError, Environment

pytestmark = pytest.mark.pure
SECRET = "x" * 48
KEY = "dGVzdHMtb2YtdGhlLWNvbW1hbmQtbGluZS0zMmJ5dGU="
PRODUCTION = {"STEGVIS_SECRET_KEY": SECRET, "STEGVIS_DATA_KEYS": KEY}


def test_production_is_what_it_is_without_a_word():
    found = Environment.read(PRODUCTION)
    assert (found.is_production, found.is_demo) == (True, False)
    assert found.hosts == ["127.0.0.1", "localhost"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"STEGVIS_ENV": "prod"}, "use one of production, demo, test"),
        ({"STEGVIS_SECRET_KEY": ""}, "at least 40 random characters"),
        (
            {"STEGVIS_SECRET_KEY": "demo-secret-for-trying-stegvis-only-never-for-real-people"},
            "at least 40 random characters",
        ),
        ({"STEGVIS_DATA_KEYS": ""}, "your own data keys"),
        (
            {"STEGVIS_DATA_KEYS": f"{KEY},c3RlZ3Zpcy1kZW1vLWRhdGEta2V5LW5vdC1zZWNyZXQ="},
            "your own data keys",
        ),
        ({"STEGVIS_DATA_KEYS": "hemligt"}, "44 characters"),
        ({"STEGVIS_DATABASE_URL": "mysql://x/y"}, "postgresql://role:password@host:5432/database"),
        ({"STEGVIS_DATABASE_URL": "postgresql://a@b:port/c"}, "postgresql://role:password@host"),
        ({"STEGVIS_MAIL_PORT": "smtp"}, "use a port, such as 587"),
        ({"STEGVIS_SCAN_COMMAND": "scan 'it"}, "never closed"),
        ({"STEGVIS_TIME_ZONE": "Europe/Atlantis"}, "use Europe/Stockholm or Europe/Oslo"),
        ({"STEGVIS_SMS_URL": "http://sms.example.org"}, "must begin with https://"),
        ({"STEGVIS_OIDC_ISSUER": "https://id.example.org"}, "set STEGVIS_OIDC_CLIENT_ID"),
        (
            {"STEGVIS_OIDC_ISSUER": "https://id.example.org", "STEGVIS_OIDC_CLIENT_ID": "me"},
            "set STEGVIS_OIDC_CLIENT_SECRET too",
        ),
        ({"STEGVIS_OIDC_CLIENT_ID": "me", "STEGVIS_OIDC_CLIENT_SECRET": "x"}, "OIDC_ISSUER too"),
        (
            {"STEGVIS_OIDC_CLIENT_ID": "me"},
            "set STEGVIS_OIDC_ISSUER and STEGVIS_OIDC_CLIENT_SECRET",
        ),
        (
            {
                "STEGVIS_OIDC_ISSUER": "http://id.example.org",
                "STEGVIS_OIDC_CLIENT_ID": "me",
                "STEGVIS_OIDC_CLIENT_SECRET": "x",
            },
            "use an https:// address",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else "".join(value),
)
def test_a_dangerous_or_impossible_value_is_named_with_its_remedy(changes, says):
    with pytest.raises(DangerousSettingsError) as refused:
        Environment.read({**PRODUCTION, **changes})
    assert next(iter(changes)) in str(refused.value)
    assert says in str(refused.value)


def test_several_data_keys_are_read_newest_first():
    other = KEY.replace("dGVz", "AAAA")
    assert Environment.read({**PRODUCTION, "STEGVIS_DATA_KEYS": f"{other}, {KEY}"}).data_keys == [
        other,
        KEY,
    ]
