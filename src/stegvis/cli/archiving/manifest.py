"""What an archive says of itself: it is written last and read first."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from stegvis.cli.errors import BadInputError
from stegvis.core import encryption

FORMAT = 1
NAME = "manifest.json"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
DOCUMENTS = "documents/"
ERASURES = "erasures.jsonl"
PROBE = "Stegvis: these data keys open this backup"


@dataclass(frozen=True)
class Manifest:
    """Version, state and checksums of a backup.

    `migrations` are those applied, `rows` the rows in each table, `seals` the newest seal of each
    tenant (sequence and digest), `files` the SHA-256 of everything else in the archive, and
    `probe` and `older_probes` a known text written with each of the data keys that were listed:
    something in the backup may rest on any of them.
    """

    version: str
    made_at: str
    kind: str
    migrations: list[str]
    rows: dict[str, int]
    seals: dict[str, list[object]]
    files: dict[str, str]
    probe: str
    older_probes: list[str] = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> str:
        """As stored."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """As read; BadInputError when this version can't understand it."""
        try:
            found = json.loads(text)
            known = found["format"]
            if known != FORMAT:
                raise BadInputError(
                    f"The backup has format {known}, and this Stegvis reads format {FORMAT}. "
                    f"Restore it with Stegvis {found.get('version', 'of its time')}."
                )
            return cls(**found)
        except (ValueError, KeyError, TypeError) as error:
            raise BadInputError(
                "The file isn't a backup of Stegvis: its manifest can't be read."
            ) from error

    def keys_fit(self) -> bool:
        """Whether this installation has every data key that was listed when it was made."""
        try:
            opened = [encryption.decrypt(probe) for probe in (self.probe, *self.older_probes)]
        except encryption.CannotDecryptError:
            return False
        return all(text == PROBE for text in opened)
