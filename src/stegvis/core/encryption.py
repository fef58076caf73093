"""Data keys: encryption at rest and the keyed blind index.

`settings.DATA_KEYS` lists Fernet keys, newest first. New values are written with the first; any of
them reads. They are apart from the secret key, so that one can be changed without the other.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecryptError(Exception):
    """No data key of this installation opens the value."""


@lru_cache(maxsize=4)
def _each(keys: tuple[str, ...]) -> tuple[Fernet, ...]:
    return tuple(Fernet(key) for key in keys)


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(_each(keys))


def _keys() -> tuple[str, ...]:
    return tuple(settings.DATA_KEYS)


def encrypt(text: str) -> str:
    """Encrypt with the newest data key."""
    return _ring(_keys()).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Open a value written with any of the data keys; CannotDecryptError if none fits."""
    try:
        return _ring(_keys()).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise CannotDecryptError from error


def key_of(token: str) -> int:
    """Which data key the value is closed with, 0 being the newest; CannotDecryptError if none.

    Told by the signature alone, in less than half the time that opening takes.
    """
    for place, key in enumerate(_each(_keys())):
        try:
            key.extract_timestamp(token.encode())
        except InvalidToken:
            continue
        return place
    raise CannotDecryptError


def renewed(token: str) -> str:
    """The value closed with the newest data key: the same token when it is so already.

    CannotDecryptError when no data key opens it.
    """
    return encrypt(decrypt(token)) if key_of(token) else token


def is_token(text: str) -> bool:
    """Whether the text looks like something `encrypt` wrote (version byte 0x80, then a time)."""
    return text.startswith("gAAAAA")


def new_key() -> str:
    """A fresh key of the same kind as the data keys."""
    return Fernet.generate_key().decode()


def encrypt_with(key: str, text: str) -> str:
    """Encrypt with a key of one's own (a person's)."""
    return encrypt_bytes_with(key, text.encode()).decode()


def decrypt_with(key: str, token: str) -> str:
    """The opposite of encrypt_with; CannotDecryptError when the key doesn't fit."""
    return decrypt_bytes_with(key, token.encode()).decode()


def encrypt_bytes_with(key: str, content: bytes) -> bytes:
    """Encrypt a file's content with a key of its own."""
    return Fernet(key).encrypt(content)


def decrypt_bytes_with(key: str, token: bytes) -> bytes:
    """The opposite of encrypt_bytes_with; CannotDecryptError also when a single bit differs."""
    try:
        return Fernet(key).decrypt(token)
    except InvalidToken as error:
        raise CannotDecryptError from error


def blind_index(text: str, *, purpose: str) -> str:
    """A keyed fingerprint (hex, 64 characters) for equality look-ups of an encrypted value."""
    return _fingerprint(_keys()[0], text, purpose)


def blind_indexes(text: str, *, purpose: str) -> list[str]:
    """The fingerprints under every data key, newest first: what a look-up has to try."""
    return [_fingerprint(key, text, purpose) for key in _keys()]


def _fingerprint(key: str, text: str, purpose: str) -> str:
    return hmac.new(_derived(key, purpose), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _derived(key: str, purpose: str) -> bytes:
    raw = base64.urlsafe_b64decode(key)
    return hmac.new(raw, b"stegvis blind index " + purpose.encode(), hashlib.sha256).digest()
