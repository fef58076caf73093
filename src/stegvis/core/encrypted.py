"""Every column that rests on the data keys, and which key each of its values rests on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from stegvis.core import encryption, fingerprints
from stegvis.core.audit.models import PersonKey
from stegvis.core.fields import EncryptedTextField
from stegvis.core.fingerprints import BlindIndex, FoundBy


@dataclass(frozen=True)
class Store:
    """A column that rests on the data keys.

    Both functions take what is stored in `column` and in `source`. CannotDecryptError when no key
    opens it.
    """

    model: type[models.Model]
    column: str
    source: str
    key_of: Callable[[str, str], int | None]
    """The key it rests on, 0 being the newest; None for a fingerprint that no key makes."""
    renewed: Callable[[str, str], str]
    """What should be in `column`: the same when it rests on the newest key already."""
    index: BlindIndex | None = None
    """What the column is, when it is the fingerprint of an encrypted text."""

    @property
    def is_tenants(self) -> bool:
        """Whether each row belongs to a tenant."""
        return any(f.attname == "tenant_id" for f in self.model._meta.concrete_fields)

    @property
    def name(self) -> str:
        """As the log has it: `people.person.number`."""
        return f"{self.model._meta.label_lower}.{self.column}"

    def rows(self, tenant_id: int | None) -> models.QuerySet[Any, tuple[int, str, str]]:
        """Key, value and source as they are stored, of the tenant's rows that hold something."""
        text = models.TextField()
        whose = {"tenant_id": tenant_id} if self.is_tenants else {}
        found: models.QuerySet[Any, tuple[int, str, str]] = (
            self.model._base_manager.filter(**whose)
            .annotate(_stored=Cast(self.column, text), _source=Cast(self.source, text))
            .exclude(_source="")
            .order_by("pk")
            .values_list("pk", "_stored", "_source")
        )
        return found


def stores(*, in_installation: bool) -> list[Store]:
    """The columns that rest on the data keys: of the installation itself, or of each tenant."""
    return [s for s in _stores() if s.is_tenants != in_installation]


def _stores() -> Iterator[Store]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield _tokens(model, field.attname)
    yield _tokens(PersonKey, "wrapped")
    yield Store(Authenticator, "data", "data", _oldest_in_json, _renewed_in_json)
    for _name, index in fingerprints.INDEXES:
        yield _fingerprints(index)
    for _name, found in fingerprints.FOUND_BY:
        yield _found_by(found)


def _tokens(model: type[models.Model], column: str) -> Store:
    return Store(
        model,
        column,
        column,
        lambda stored, _source: encryption.key_of(stored),
        lambda stored, _source: encryption.renewed(stored),
    )


def _fingerprints(index: BlindIndex) -> Store:
    def key_of(stored: str, source: str) -> int | None:
        every = index.every(encryption.decrypt(source))
        return every.index(stored) if stored in every else None

    def renewed(_stored: str, source: str) -> str:
        return index.newest(encryption.decrypt(source))

    return Store(index.model, index.column, index.source, key_of, renewed, index)


def _found_by(found: FoundBy) -> Store:
    def every(source: str) -> list[str]:
        return found.make(encryption.decrypt(source)) or [""]

    def key_of(stored: str, source: str) -> int | None:
        made = every(source)
        return made.index(stored) if stored in made else None

    def renewed(_stored: str, source: str) -> str:
        return every(source)[0]

    return Store(found.model, found.column, found.source, key_of, renewed)


def _oldest_in_json(stored: str, _source: str) -> int:
    """The oldest key that any of an authenticator's values rests on."""
    places: list[int] = []

    def note(token: str) -> str:
        places.append(encryption.key_of(token))
        return token

    _walk(json.loads(stored), note)
    return max(places, default=0)


def _renewed_in_json(stored: str, _source: str) -> str:
    """An authenticator's values: those that are encrypted anew, the others as they are."""
    values = json.loads(stored)
    renewed = _walk(values, encryption.renewed)
    return stored if renewed == values else json.dumps(renewed)


def _walk(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _walk(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_walk(inner, change) for inner in value]
    if isinstance(value, str) and encryption.is_token(value):
        return change(value)
    return value
