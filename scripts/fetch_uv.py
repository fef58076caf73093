"""Fetch uv where Python can't make an environment with pip in it: `fetch_uv.py LOCK TARGET`.

Debian and Ubuntu keep `ensurepip` in a package of its own, so this needs the standard library only.
The lock file says which wheel it must be, to the byte; the package index that pip or uv has been
told to use (else PyPI) only says where the file lies. Nothing is written before it has been judged.
Exit 2 with a sentence when it can't be had.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import http.client
import io
import os
import platform
import re
import ssl
import sys
import tomllib
import urllib.error
import urllib.request
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

PYPI = "https://pypi.org/simple"
TIMEOUT = 60
"""Seconds of silence from the index before we give up."""

WHEEL_TAG = re.compile(r"(manylinux|musllinux|macosx)_(\d+)_(\d+)_(\w+)")
ARCHITECTURES = {"amd64": "x86_64", "arm64": "aarch64"}


class CannotFetchError(Exception):
    """uv can't be had; the text is for whoever started Stegvis."""


def locked_wheels(lock: Path) -> dict[str, str]:
    """The wheels of uv that the lock file names, each with its SHA-256 in hexadecimal."""
    packages = tomllib.loads(lock.read_text())["package"]
    wheels = next(package["wheels"] for package in packages if package["name"] == "uv")
    return {
        wheel["url"].rpartition("/")[2]: wheel["hash"].removeprefix("sha256:") for wheel in wheels
    }


def fits_this_machine(wheel: str) -> bool:
    """Whether a wheel's platform tags name this system, its processor and a C library it has."""
    system, version = _system()
    machine = platform.machine().lower()
    for family, major, minor, architecture in _tags(wheel):
        same = ARCHITECTURES.get(architecture, architecture) == ARCHITECTURES.get(machine, machine)
        if same and family == system and (major, minor) <= version:
            return True
    return False


def _tags(wheel: str) -> list[tuple[str, int, int, str]]:
    names = wheel.removesuffix(".whl").rpartition("-")[2].split(".")
    found = [match.groups() for match in map(WHEEL_TAG.fullmatch, names) if match]
    return [(family, int(major), int(minor), arch) for family, major, minor, arch in found]


def _system() -> tuple[str, tuple[int, int]]:
    """The family of platform tags that fits, and the newest version of it that does."""
    if sys.platform == "darwin":
        return "macosx", _version(platform.mac_ver()[0])
    library, version = platform.libc_ver()
    # uv's musl wheels need no library of the system's, so that any version of musl does.
    return ("manylinux", _version(version)) if library == "glibc" else ("musllinux", (99, 0))


def _version(text: str) -> tuple[int, int]:
    major, minor, *_ = [*(int(part) for part in re.findall(r"\d+", text)), 0, 0]
    return major, minor


def package_index() -> str:
    """The index that the environment or pip's configuration names, else PyPI."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if told := os.environ.get(name):
            return re.sub(r"^[\w-]+=", "", told)
    home = Path.home()
    config = configparser.RawConfigParser()
    config.read(
        [
            "/etc/xdg/pip/pip.conf",
            "/etc/pip.conf",
            home / "Library/Application Support/pip/pip.conf",
            home / ".pip/pip.conf",
            home / ".config/pip/pip.conf",
            os.environ.get("PIP_CONFIG_FILE", os.devnull),
        ]
    )
    in_general = config.get("global", "index-url", fallback=PYPI)
    return config.get("install", "index-url", fallback=in_general)


class Links(HTMLParser):
    """The addresses that a page of an index links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where a link leads."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def address_of(wheel: str, index: str) -> str:
    """Where the index has a wheel (the HTML page of PEP 503, which every index serves)."""
    page = index.rstrip("/") + "/uv/"
    for link in Links(_read(page, index).decode(errors="replace")).found:
        address = urljoin(page, link)
        if unquote(urlsplit(address).path).rpartition("/")[2] == wheel:
            return address
    raise CannotFetchError(f"The package index {_shown(index)} has no {wheel}.")


def _read(address: str, index: str) -> bytes:
    """What an address answers; credentials in the index's go to its own host only."""
    told, place = urlsplit(index), urlsplit(address)
    request = urllib.request.Request(_shown(address), headers={"Accept": "text/html, */*;q=0.1"})
    if told.username and place.hostname == told.hostname:
        pair = f"{unquote(told.username)}:{unquote(told.password or '')}"
        request.add_unredirected_header(
            "Authorization", "Basic " + base64.b64encode(pair.encode()).decode()
        )
    try:
        trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
        with urllib.request.urlopen(request, timeout=TIMEOUT, context=trust) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        raise CannotFetchError(f"{_shown(address)} answered {error.code} {error.reason}.") from None
    except http.client.IncompleteRead:
        raise CannotFetchError(f"{_shown(address)} was cut off on the way.") from None
    except urllib.error.URLError as error:
        hint = ""
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            hint = " On Debian and Ubuntu: apt-get install ca-certificates."
        raise CannotFetchError(
            f"{_shown(index)} can't be reached ({error.reason}).{hint}"
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise CannotFetchError(f"{_shown(index)} can't be reached ({error}).") from None


def _shown(address: str) -> str:
    """An address without credentials and fragment, as it is asked for and told."""
    place = urlsplit(address)
    return place._replace(netloc=place.netloc.rpartition("@")[2], fragment="").geturl()


def fetch(lock: Path, target: Path) -> None:
    """Put uv's program at `target`, whole or not at all."""
    wheels = locked_wheels(lock)
    wheel = next(filter(fits_this_machine, wheels), None)
    if wheel is None:
        raise CannotFetchError(f"There is no uv for {platform.platform()}.")
    index = package_index()
    address = address_of(wheel, index)
    content = _read(address, index)
    if hashlib.sha256(content).hexdigest() != wheels[wheel]:
        raise CannotFetchError(
            f"{_shown(address)} is not the file that uv.lock names (its SHA-256 is another), so it "
            "was not used."
        )
    _unpack(content, target)


def _unpack(wheel: bytes, target: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        program = next(n for n in packed.namelist() if n.endswith(".data/scripts/uv"))
        content = packed.read(program)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.chmod(0o755)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CannotFetchError(f"{target} can't be written ({error.strerror}).") from None


if __name__ == "__main__":
    try:
        fetch(Path(sys.argv[1]), Path(sys.argv[2]))
    except CannotFetchError as error:
        print(f"Could not fetch uv, which installs Stegvis. {error}", file=sys.stderr)
        print(
            "Check the network, or name a package index that can be reached in PIP_INDEX_URL, and "
            "try again. uv installed in any other way does as well.",
            file=sys.stderr,
        )
        sys.exit(2)
