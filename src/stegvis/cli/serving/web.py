"""gunicorn inside our own process, with the worker looked after from its main loop."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from stegvis.cli.serving.companion import Companion

TIMEOUT = 120


class Server(Arbiter):  # type: ignore[misc]
    """gunicorn's master; each turn of its loop (at most a second) looks after the worker."""

    companion: Companion | None = None

    def manage_workers(self) -> None:
        """Keep both kinds of processes alive."""
        super().manage_workers()
        if self.companion is not None:
            self.companion.look_after()


class Web(BaseApplication):  # type: ignore[misc]
    """The WSGI application on a socket that listens already."""

    def __init__(self, listener: socket.socket, processes: int, ready: Callable[[], None]) -> None:
        self._listener = listener
        self._processes = processes
        self._ready = ready
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's settings; files named gunicorn.conf.py are not read."""
        settings: dict[str, Any] = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": self._processes,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": TIMEOUT,
            "graceful_timeout": 20,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: self._ready(),
            "proc_name": "stegvis",
        }
        if os.access("/dev/shm", os.W_OK):
            settings["worker_tmp_dir"] = "/dev/shm"
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Called in each web process."""
        from stegvis.conf.wsgi import application  # noqa: PLC0415

        return application


def serve(
    listener: socket.socket,
    *,
    processes: int,
    companion: Companion | None,
    ready: Callable[[], None],
    stopped: Callable[[], None],
) -> None:
    """Serve until a signal says stop; then both processes have ended. Leaves by SystemExit."""
    master = os.getpid()
    server = Server(Web(listener, processes, ready))
    server.companion = companion
    try:
        server.run()
    finally:
        if os.getpid() == master:
            if companion is not None:
                companion.stop()
            stopped()
