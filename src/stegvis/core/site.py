"""Where the installation is reached: for links in letters, and commands beside the server."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError

DEFAULT = "http://127.0.0.1:8000"
FILE_NAME = "address"


class NoAddressError(NotAllowedNowError):
    """The settings of a production name no address that a link could lead to."""

    def __init__(self) -> None:
        super().__init__(
            _("No address is set yet that a link could lead to. Tell whoever runs the system.")
        )


def address() -> str:
    """Scheme and host without a slash at the end, as the settings or the running server tell it.

    In production the first of `STEGVIS_ORIGINS` and `STEGVIS_HOSTS` that leads here from
    elsewhere; NoAddressError when there is none.
    """
    told = [str(origin).rstrip("/") for origin in settings.CSRF_TRUSTED_ORIGINS]
    if not settings.PRODUCTION:
        return told[0] if told else running_at(settings.DATA_DIR)
    told += [f"https://{name}" for name in settings.ALLOWED_HOSTS]
    found = next(filter(_leads_here, told), None)
    if found is None:
        raise NoAddressError
    return found


def _leads_here(url: str) -> bool:
    """Whether somebody elsewhere would arrive: a whole name, and not this machine's for itself."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return bool(host) and "*" not in host and not host.startswith(".") and not _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return number.is_loopback or number.is_unspecified


def remember(data_dir: Path, url: str) -> None:
    """Note where the server is reached."""
    (data_dir / FILE_NAME).write_text(url, encoding="utf-8")


def forget(data_dir: Path) -> None:
    """The server has stopped."""
    (data_dir / FILE_NAME).unlink(missing_ok=True)


def running_at(data_dir: Path) -> str:
    """Where the server is reached, or would be by default."""
    file = data_dir / FILE_NAME
    there = file.read_text(encoding="utf-8") if file.exists() else ""
    return there or DEFAULT
