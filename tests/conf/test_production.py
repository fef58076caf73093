"""Settings that only production has, read as production reads them."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure
COOKIES = ("SESSION", "CSRF", "LANGUAGE")
ASKED = [f"{cookie}_COOKIE_{what}" for cookie in COOKIES for what in
         ("NAME", "SECURE", "HTTPONLY", "SAMESITE")]  # fmt: skip


def test_no_cookie_travels_in_the_open_or_is_read_by_a_script(tmp_path):
    code = (
        "import json; from stegvis.conf import settings; "
        f"print(json.dumps({{name: getattr(settings, name, None) for name in {ASKED}}}))"
    )
    env = {
        "STEGVIS_ENV": "production",
        "STEGVIS_DATA": str(tmp_path),
        "STEGVIS_SECRET_KEY": "a-secret-of-the-tests-that-is-long-enough-for-it",
        "STEGVIS_DATA_KEYS": "dGVzdHMtb2YtdGhlLWNvbW1hbmQtbGluZS0zMmJ5dGU=",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith("STEGVIS_")}
    said = subprocess.run(
        [sys.executable, "-c", code], env={**kept, **env}, capture_output=True, check=True
    )
    found = json.loads(said.stdout)
    for cookie in COOKIES:
        assert found[f"{cookie}_COOKIE_SECURE"]
        assert found[f"{cookie}_COOKIE_HTTPONLY"]
        assert found[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
