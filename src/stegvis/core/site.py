"""Where the installation is reached: for links in letters, and commands beside the server."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

DEFAULT = "http://127.0.0.1:8000"
FILE_NAME = "address"


def address() -> str:
    """Scheme and host without a slash at the end, as the settings or the running server tell it."""
    if settings.CSRF_TRUSTED_ORIGINS:
        return str(settings.CSRF_TRUSTED_ORIGINS[0]).rstrip("/")
    if settings.PRODUCTION:
        return f"https://{settings.ALLOWED_HOSTS[0]}"
    return running_at(settings.DATA_DIR)


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
