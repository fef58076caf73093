"""The worker as a child process: started with the server, restarted when it dies, stopped last."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

LONGEST_PAUSE = 30.0
TIME_TO_STOP = 15.0
"""Seconds a job gets to finish before the worker is killed; its lease is taken back later."""


class Companion:
    """A worker of our own. It holds one end of a pipe and stops when we are gone, however we went.

    It lives in a session of its own, so that Ctrl-C reaches us alone and we stop it in order.
    """

    def __init__(self, command: list[str] | None = None) -> None:
        self._command = command or [sys.executable, "-m", "stegvis", "worker", "--with-parent"]
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = 1.0
        self._next_start = 0.0

    def look_after(self) -> None:
        """Start the worker when it isn't running; pauses between starts grow to half a minute."""
        if self._is_running() or time.monotonic() < self._next_start:
            return
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, start_new_session=True
        )
        self._next_start = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Ask the worker to finish what it does, wait, and end it when it doesn't."""
        if self._process is None or not self._is_running():
            return
        self._process.send_signal(signal.SIGTERM)
        until = time.monotonic() + TIME_TO_STOP
        while self._is_running() and time.monotonic() < until:
            time.sleep(0.05)
        if self._is_running():
            self._process.kill()

    def _is_running(self) -> bool:
        """Asks the system, because the web server may have reaped our child already."""
        if self._process is None or self._process.poll() is not None:
            return False
        try:
            os.kill(self._process.pid, 0)
        except ProcessLookupError:
            return False
        return True


def stop_with_parent() -> None:
    """In the child: when the parent's end of standard input closes, ask ourselves to stop."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
