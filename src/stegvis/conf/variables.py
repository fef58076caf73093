"""Every variable of the environment that Stegvis reads: the one list of them.

`docs/reference/settings.md` is written from it, and a test finds a variable that isn't here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """One variable. `needed` in production; `default` in words where it isn't a value."""

    name: str
    about: str
    default: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Group:
    """Variables that belong together."""

    title: str
    variables: tuple[Variable, ...]


GROUPS = (
    Group(
        "The installation",
        (
            Variable(
                "STEGVIS_ENV",
                "`production`, `demo` (invented people, sign-in links for everybody) or `test`.",
                "`production`; `./run` sets `demo`",
            ),
            Variable(
                "STEGVIS_DATA",
                "The data folder: documents, the list of erasures, and the SQLite database when "
                "there is no other. Private to the user Stegvis runs as.",
                "`var` in the current folder",
            ),
            Variable(
                "STEGVIS_SECRET_KEY",
                "At least 40 random characters that sign sessions and links. Changing it signs "
                "everybody out and does no other harm.",
                needed=True,
            ),
            Variable(
                "STEGVIS_DATA_KEYS",
                "The keys that values in the database are encrypted with, newest first, divided by "
                "commas. New values use the first; any of them reads. Keep them apart from the "
                "backups: without them identity numbers, documents and the log can't be read.",
                needed=True,
            ),
            Variable(
                "STEGVIS_TIME_ZONE", "`Europe/Stockholm` or `Europe/Oslo`.", "`Europe/Stockholm`"
            ),
            Variable(
                "STEGVIS_ACCESSIBILITY_CONTACT",
                "Whom to tell that something isn't accessible: an e-mail address, a phone number, "
                "or both. The law asks for one in the accessibility statement (`/accessibility/`).",
                "the statement leads to the unit",
            ),
        ),
    ),
    Group(
        "The database",
        (
            Variable(
                "STEGVIS_DATABASE_URL",
                "`postgresql://role:password@host:5432/database`, with the application's role, "
                "which row-level security binds.",
                "SQLite in the data folder",
            ),
            Variable(
                "STEGVIS_DATABASE_OWNER_URL",
                "The same database with the role that owns its tables. Used by `upgrade`, `backup` "
                "and `restore` only; keep it out of the environment of the server and the worker.",
                "the same as `STEGVIS_DATABASE_URL`",
            ),
            Variable(
                "STEGVIS_AS_OWNER",
                "`1` connects as the owner. Set by the commands that need it, never by hand.",
                "not set",
            ),
        ),
    ),
    Group(
        "The web",
        (
            Variable(
                "STEGVIS_HOSTS",
                "The names Stegvis is reached by, divided by commas. Links in letters lead to the "
                "first that is a whole name and not this machine's for itself, unless "
                "`STEGVIS_ORIGINS` says one. Production doesn't start with `*`.",
                "`127.0.0.1,localhost`",
                needed=True,
            ),
            Variable(
                "STEGVIS_ORIGINS",
                "The addresses with scheme that forms may come from, such as "
                "`https://stegvis.kommunen.se`, where a proxy stands before.",
                "none",
            ),
            Variable(
                "STEGVIS_BEHIND_PROXY",
                "`1` believes the header `X-Forwarded-Proto`. Only behind a proxy that sets it "
                "itself.",
                "not set",
            ),
        ),
    ),
    Group(
        "Messages",
        (
            Variable(
                "STEGVIS_MAIL_HOST",
                "The mail server.",
                "e-mails become files in `outbox/` of the data folder",
            ),
            Variable("STEGVIS_MAIL_PORT", "Its port.", "`587`"),
            Variable("STEGVIS_MAIL_USER", "The account there.", "none"),
            Variable("STEGVIS_MAIL_PASSWORD", "Its password.", "none"),
            Variable("STEGVIS_MAIL_TLS", "`0` sends without STARTTLS.", "`1`"),
            Variable(
                "STEGVIS_MAIL_FROM",
                "The sender. Choose an address that says nothing of what the unit does.",
                "`stegvis@localhost`",
            ),
            Variable(
                "STEGVIS_SMS_URL",
                "The SMS gateway, `https://` only (docs/reference/notices.md).",
                "text messages become files in `outbox/`",
            ),
            Variable("STEGVIS_SMS_TOKEN", "Sent to it as `Authorization: Bearer`.", "none"),
            Variable("STEGVIS_SMS_FROM", "The sender shown.", "the gateway's"),
        ),
    ),
    Group(
        "Documents",
        (
            Variable(
                "STEGVIS_SCAN_COMMAND",
                "A command that reads an uploaded file on standard input and answers 0 (clean) or "
                "1 (infected), such as `clamdscan --no-summary -`.",
                "nothing is scanned",
            ),
        ),
    ),
    Group(
        "Sign-in with OpenID Connect",
        (
            Variable(
                "STEGVIS_OIDC_ISSUER",
                "The identity provider's address. Unset: passwords with a code only.",
                "none",
            ),
            Variable("STEGVIS_OIDC_CLIENT_ID", "As the provider gave it.", "none"),
            Variable("STEGVIS_OIDC_CLIENT_SECRET", "As the provider gave it.", "none"),
            Variable("STEGVIS_OIDC_ID", "Part of the return address.", "`oidc`"),
            Variable("STEGVIS_OIDC_NAME", "What the button says.", "`E-legitimation`"),
            Variable("STEGVIS_OIDC_UID", "The claim that says who it is.", "`sub`"),
            Variable(
                "STEGVIS_OIDC_TRUST_EMAIL",
                "`1` lets the provider's e-mail address find an account. Only where the provider "
                "has verified it.",
                "not set",
            ),
            Variable(
                "STEGVIS_OIDC_NUMBER",
                "The claim with the identity number of whoever signs in (`pid` of ID-porten, "
                "`https://id.oidc.se/claim/personalIdentityNumber` of a Swedish broker). It opens "
                "the own page of the participant who has the number.",
                "participants sign in by link or code",
            ),
            Variable(
                "STEGVIS_OIDC_SCOPE",
                "Scopes to ask for beyond `openid profile email`, with spaces between.",
                "none",
            ),
        ),
    ),
    Group(
        "Tests",
        (
            Variable(
                "STEGVIS_TEST_POSTGRES",
                "A superuser's URL; the suite runs on that server too when it answers.",
                "`postgresql://postgres@127.0.0.1:5432/postgres`",
            ),
            Variable("STEGVIS_TEST_DATABASE", "`postgresql` in the run on it.", "SQLite"),
            Variable("STEGVIS_TEST_REPORT", "Where pytest leaves its counts.", "nowhere"),
            Variable(
                "STEGVIS_REQUIRE_ALL", "`1`: what can't run is a failure.", "it is noted first"
            ),
            Variable("STEGVIS_CHROMIUM", "The browser the tests drive.", "the one that is found"),
        ),
    ),
)
