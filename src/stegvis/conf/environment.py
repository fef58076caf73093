"""What the environment says, read once and refused in clear words when it is dangerous."""

from __future__ import annotations

import base64
import os
import shlex
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

DEMO_SECRET = "demo-secret-for-trying-stegvis-only-never-for-real-people"
DEMO_DATA_KEY = "c3RlZ3Zpcy1kZW1vLWRhdGEta2V5LW5vdC1zZWNyZXQ="
KINDS = ("production", "demo", "test")


class DangerousSettingsError(Exception):
    """The environment would start an unsafe installation; the sentence says what to set."""


@dataclass(frozen=True)
class Environment:
    """The STEGVIS_* variables as settings need them."""

    kind: str
    data_dir: Path
    secret_key: str
    data_keys: list[str]
    hosts: list[str]
    trusted_origins: list[str]
    database: dict[str, Any]
    application_role: str
    oidc_providers: dict[str, Any]
    behind_proxy: bool
    time_zone: str
    email_backend: str
    mail_from: str
    mail_settings: dict[str, Any]
    sms_url: str
    sms_token: str
    sms_from: str
    scan_command: list[str]
    accessibility_contact: str

    @property
    def is_production(self) -> bool:
        """Whether real people's data may be here."""
        return self.kind == "production"

    @property
    def is_demo(self) -> bool:
        """Whether the demo cast can sign in by link."""
        return self.kind == "demo"

    @property
    def is_test(self) -> bool:
        """Whether tests run."""
        return self.kind == "test"

    @classmethod
    def read(cls, environ: dict[str, str] | None = None) -> Environment:
        """Read and judge; DangerousSettingsError names the variable and the remedy."""
        env = dict(os.environ if environ is None else environ)
        kind = env.get("STEGVIS_ENV", "production")
        if kind not in KINDS:
            raise DangerousSettingsError(f"STEGVIS_ENV is {kind!r}: use one of {', '.join(KINDS)}.")
        data_dir = Path(env.get("STEGVIS_DATA") or Path.cwd() / "var").resolve()
        return cls(
            kind=kind,
            data_dir=data_dir,
            secret_key=_secret(env, kind),
            data_keys=_data_keys(env, kind),
            hosts=_hosts(env, kind),
            trusted_origins=_list(env.get("STEGVIS_ORIGINS", "")),
            database=_database(env, data_dir),
            application_role=_application_role(env),
            oidc_providers=_oidc(env),
            behind_proxy=env.get("STEGVIS_BEHIND_PROXY") == "1",
            time_zone=_time_zone(env),
            email_backend=_email_backend(env),
            mail_from=env.get("STEGVIS_MAIL_FROM", "stegvis@localhost"),
            mail_settings=_mail(env),
            sms_url=_sms_url(env),
            sms_token=env.get("STEGVIS_SMS_TOKEN", ""),
            sms_from=env.get("STEGVIS_SMS_FROM", ""),
            scan_command=_command(env),
            accessibility_contact=env.get("STEGVIS_ACCESSIBILITY_CONTACT", ""),
        )


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _secret(env: dict[str, str], kind: str) -> str:
    secret = env.get("STEGVIS_SECRET_KEY", "")
    if kind != "production":
        return secret or DEMO_SECRET
    if len(secret) < 40 or secret == DEMO_SECRET:
        raise DangerousSettingsError(
            "STEGVIS_SECRET_KEY must be set to at least 40 random characters in production. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return secret


def _data_keys(env: dict[str, str], kind: str) -> list[str]:
    keys = _list(env.get("STEGVIS_DATA_KEYS", ""))
    if kind != "production":
        return keys or [DEMO_DATA_KEY]
    if not all(_is_data_key(key) for key in keys):
        raise DangerousSettingsError(
            "STEGVIS_DATA_KEYS holds something that isn't a data key: each is 32 random bytes in "
            "URL-safe base64 (44 characters), several are divided by commas."
        )
    if not keys or DEMO_DATA_KEY in keys:
        raise DangerousSettingsError(
            "STEGVIS_DATA_KEYS must list your own data keys in production, newest first. Make one "
            "with: python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32))"
            ".decode())' and keep it apart from the backups."
        )
    return keys


def _is_data_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == 32
    except ValueError:
        return False


def _hosts(env: dict[str, str], kind: str) -> list[str]:
    hosts = _list(env.get("STEGVIS_HOSTS", ""))
    if hosts or kind == "production":
        return hosts or ["127.0.0.1", "localhost"]
    return ["127.0.0.1", "localhost", "testserver"]


def _database(env: dict[str, str], data_dir: Path) -> dict[str, Any]:
    url = env.get("STEGVIS_DATABASE_URL", "")
    if env.get("STEGVIS_AS_OWNER") == "1":
        url = env.get("STEGVIS_DATABASE_OWNER_URL") or url
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data_dir / "stegvis.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    return postgres_settings(url)


def postgres_settings(url: str) -> dict[str, Any]:
    """A postgresql:// URL as Django's settings."""
    parts = urlsplit(url)
    if (
        parts.scheme not in {"postgresql", "postgres"}
        or not parts.path.strip("/")
        or not _has_port(parts)
    ):
        raise DangerousSettingsError(
            "STEGVIS_DATABASE_URL must look like postgresql://role:password@host:5432/database."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def _has_port(parts: SplitResult) -> bool:
    """Whether the port is a number, or left out."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _application_role(env: dict[str, str]) -> str:
    return unquote(urlsplit(env.get("STEGVIS_DATABASE_URL", "")).username or "")


def _oidc(env: dict[str, str]) -> dict[str, Any]:
    return {
        "openid_connect": {
            "provider_class": "stegvis.core.accounts.oidc.Provider",
            "APPS": _oidc_apps(env),
            "OAUTH_PKCE_ENABLED": True,
        }
    }


def _oidc_apps(env: dict[str, str]) -> list[dict[str, Any]]:
    needed = ("STEGVIS_OIDC_ISSUER", "STEGVIS_OIDC_CLIENT_ID", "STEGVIS_OIDC_CLIENT_SECRET")
    told = [name for name in needed if env.get(name)]
    missing = [name for name in needed if name not in told]
    if not told:
        return []
    if missing:
        raise DangerousSettingsError(
            f"{told[0]} is set: set {' and '.join(missing)} too, as your identity provider gave "
            "them."
        )
    issuer = env["STEGVIS_OIDC_ISSUER"]
    if env.get("STEGVIS_ENV", "production") == "production" and not issuer.startswith("https://"):
        raise DangerousSettingsError(f"STEGVIS_OIDC_ISSUER is {issuer!r}: use an https:// address.")
    app = {
        "provider_id": env.get("STEGVIS_OIDC_ID", "oidc"),
        "name": env.get("STEGVIS_OIDC_NAME", "E-legitimation"),
        "client_id": env["STEGVIS_OIDC_CLIENT_ID"],
        "secret": env["STEGVIS_OIDC_CLIENT_SECRET"],
        "settings": {
            "server_url": issuer.rstrip("/"),
            "uid_field": env.get("STEGVIS_OIDC_UID", "sub"),
            "verified_email": env.get("STEGVIS_OIDC_TRUST_EMAIL") == "1",
            "number_claim": env.get("STEGVIS_OIDC_NUMBER", ""),
            "scope": ["openid", "profile", "email", *env.get("STEGVIS_OIDC_SCOPE", "").split()],
        },
    }
    return [app]


def _time_zone(env: dict[str, str]) -> str:
    name = env.get("STEGVIS_TIME_ZONE", "Europe/Stockholm")
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise DangerousSettingsError(
            f"STEGVIS_TIME_ZONE is {name!r}, which isn't known here: use Europe/Stockholm or "
            "Europe/Oslo, and install the system's tzdata."
        ) from error
    return name


def _email_backend(env: dict[str, str]) -> str:
    kind = "smtp" if env.get("STEGVIS_MAIL_HOST") else "filebased"
    return f"django.core.mail.backends.{kind}.EmailBackend"


def _mail(env: dict[str, str]) -> dict[str, Any]:
    return {
        "EMAIL_HOST": env.get("STEGVIS_MAIL_HOST", ""),
        "EMAIL_PORT": _port(env),
        "EMAIL_HOST_USER": env.get("STEGVIS_MAIL_USER", ""),
        "EMAIL_HOST_PASSWORD": env.get("STEGVIS_MAIL_PASSWORD", ""),
        "EMAIL_USE_TLS": env.get("STEGVIS_MAIL_TLS", "1") == "1",
        "EMAIL_TIMEOUT": 20,
    }


def _port(env: dict[str, str]) -> int:
    text = env.get("STEGVIS_MAIL_PORT", "587")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise DangerousSettingsError(f"STEGVIS_MAIL_PORT is {text!r}: use a port, such as 587.")
    return int(text)


def _command(env: dict[str, str]) -> list[str]:
    text = env.get("STEGVIS_SCAN_COMMAND", "")
    try:
        return shlex.split(text)
    except ValueError as error:
        raise DangerousSettingsError(
            f"STEGVIS_SCAN_COMMAND is {text!r}: a quotation mark in it is never closed."
        ) from error


def _sms_url(env: dict[str, str]) -> str:
    url = env.get("STEGVIS_SMS_URL", "")
    parts = urlsplit(url)
    near = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if url and parts.scheme != "https" and not (parts.scheme == "http" and near):
        raise DangerousSettingsError(
            "STEGVIS_SMS_URL must begin with https:// (http:// only on this machine): otherwise "
            "phone numbers and the token would travel in the open."
        )
    return url
