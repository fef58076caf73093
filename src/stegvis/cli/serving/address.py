"""The address to listen on, taken before anything is started, so that a taken one is told first."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

from stegvis.cli.errors import BadInputError

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
BACKLOG = 512


@dataclass(frozen=True)
class Place:
    """A socket that listens, and what to type into a browser on this machine."""

    listener: socket.socket
    url: str


def listen(host: str, port: int) -> Place:
    """Take an address; BadInputError says why not and what to do."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise BadInputError(
            f"--host {host} isn't an address of this machine. Use 127.0.0.1 (only this machine) "
            "or 0.0.0.0 (all its networks)."
        ) from error
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise BadInputError(_why_not(error, host, port)) from error
    return Place(listener, url_of(host, port))


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another program, perhaps another Stegvis. Stop "
            f"that one, or choose another port: --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Only the system's administrator may use port {port}. Choose one above 1023."
    return f"{host}:{port} can't be listened on ({error.strerror}). Choose another --host or --port"


def url_of(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
