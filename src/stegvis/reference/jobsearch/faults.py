"""What makes a whole file unreadable, by name."""

from __future__ import annotations

EMPTY = "empty"
CUT_OFF = "cut_off"
WRONG_ENCODING = "wrong_encoding"
NULL_BYTES = "null_bytes"
NOT_JSON = "not_json"
NOT_ADS = "not_ads"
TOO_LARGE = "too_large"
TOO_DEEP = "too_deep"
DAMAGED_ARCHIVE = "damaged_archive"

SENTENCES = {
    EMPTY: "The file is empty.",
    CUT_OFF: "The file ends in the middle of an ad. Fetch it again.",
    WRONG_ENCODING: "The file is not UTF-8. Save it as UTF-8, or fetch it again.",
    NULL_BYTES: "The file holds null bytes, so it is damaged or not text. Fetch it again.",
    NOT_JSON: "The file is not well-formed JSON.",
    NOT_ADS: "The file is JSON, but holds no JobSearch ads.",
    TOO_LARGE: "One value in the file is far larger than an ad can be.",
    TOO_DEEP: "The file is nested far deeper than an ad can be.",
    DAMAGED_ARCHIVE: "The packed file is damaged. Fetch it again.",
}


class AdFileFault(Exception):  # noqa: N818 - a fault of the file, not an error of ours
    """The file can't be read further: `code` (a constant of this module), `line` (from 1)."""

    def __init__(self, code: str, line: int = 1) -> None:
        super().__init__(f"{SENTENCES[code]} (Line {line}.)")
        self.code = code
        self.line = line
