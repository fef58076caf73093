"""Importing advertised jobs from a file of JobSearch or JobStream JSON.

The whole file is read before anything is stored: a file that is cut in half, damaged or no ads at
all is found out before anything has changed, and the same ad twice in a file is known (the last
one counts). Ads wait, as they were understood, in a nameless temporary file that is gone when the
process is, and are stored from there in short transactions of `BATCH` ads. A kill between two of
them leaves every ad either as it was or as it is now, never between, and the next run finishes: an
ad whose content has been stored already is left alone.

The other ways would be to read the file again, which takes most of the time there is, or a staging
table, which would write every ad to the database twice, need its own clearing up after a kill and
hold the database's only writer (SQLite) longer.

Memory holds one batch and the ids of the file.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stegvis.core import clock, tenancy
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.reference.jobsearch import Ad, AdFileFault, Report, faults, open_ads
from stegvis.reference.jobsearch import NotUnderstood as Seen
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities import ads, rules
from stegvis.work.opportunities.models import Opportunity, Source

BATCH = 500
READING = 60
"""Per cent of the time that reading takes, about."""
UPDATED = (
    "version", "employer", "removed_on", "content_hash", "imported_at", "kind", "title",
    "employer_name", "employer_number", "occupation", "ssyk4", "municipality_code", "latitude",
    "longitude", "is_remote", "extent_min", "extent_max", "hours", "must_skills", "merit_skills",
    "languages", "merit_languages", "licences", "concept_labels", "experience_required", "seats",
    "deadline", "description", "url", "published_on",
)  # fmt: skip


FAULTS = {
    faults.EMPTY: _("The file is empty."),
    faults.CUT_OFF: _("The file ends in the middle of an ad. Fetch it again."),
    faults.WRONG_ENCODING: _("The file isn't UTF-8. Save it as UTF-8, or fetch it again."),
    faults.NULL_BYTES: _("The file holds null bytes: damaged, or no text. Fetch it again."),
    faults.NOT_JSON: _("The file isn't well-formed JSON. Fetch it again."),
    faults.NOT_ADS: _("The file is JSON but holds no JobSearch ads. Choose another file."),
    faults.TOO_LARGE: _("A value in the file is far larger than an ad can be."),
    faults.TOO_DEEP: _("The file is nested far deeper than an ad can be."),
    faults.DAMAGED_ARCHIVE: _("The packed file is damaged. Fetch it again."),
}


class AdsNotImportedError(Exception):
    """The file can't be read to its end, so nothing was imported. `read` ads came before."""

    def __init__(self, fault: AdFileFault, read: int) -> None:
        self.code, self.line, self.read = fault.code, fault.line, read
        came = ngettext(
            "%(n)s ad was read, up to line %(line)s. Nothing was imported.",
            "%(n)s ads were read, up to line %(line)s. Nothing was imported.",
            read,
        ) % {"n": read, "line": fault.line}
        super().__init__(f"{FAULTS[fault.code]} {came}")


@dataclass(frozen=True)
class NotUnderstood:
    """A kind of value that was left out or put right: how often, and where it was first seen."""

    field: str
    reason: str
    times: int
    example_id: str
    example: str


@dataclass
class ImportReport:
    """How an import went. `read` counts entries of the file; a repeated or unusable one too."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    repeated: int = 0
    skipped: int = 0
    not_understood: list[NotUnderstood] = field(default_factory=list)

    def add(self, part: ImportReport) -> None:
        """Add a batch's counts."""
        for name in ("new", "changed", "unchanged", "removed"):
            setattr(self, name, getattr(self, name) + getattr(part, name))


def import_ads(
    path: Path, *, by: Actor, progress: Callable[[int], None], is_complete: bool = False
) -> ImportReport:
    """Bring the tenant's advertised jobs up to date with a file.

    New ads are added, changed ones changed, removed ones no longer shown. Ads that the file doesn't
    name stay (they end with their last day), unless it `is_complete`: then it holds every open ad,
    and what it doesn't name has been removed. The same file again changes nothing.
    `progress` is told the per cent done, now and then. Call it outside a transaction and a tenant's
    scope: each batch opens its own. AdsNotImportedError when the file is broken; OSError when it
    can't be opened, or the temporary file has no room (as large as the file unpacked, about).
    """
    with TemporaryFile(prefix="stegvis-ads-") as waiting:
        wanted, report = _read(path, waiting, progress)
        stored, ads_to_store = 0, _last_of_each(waiting, wanted)
        while batch := list(islice(ads_to_store, BATCH)):
            with tenancy.tenant_scope(by.tenant_id):
                report.add(_store(batch, by=by))
            stored += len(batch)
            progress(READING + (100 - READING) * stored // len(wanted))
    if is_complete:
        with tenancy.tenant_scope(by.tenant_id):
            report.removed += _take_away(frozenset(wanted), by=by)
    return report


def _read(
    path: Path, waiting: IO[bytes], progress: Callable[[int], None]
) -> tuple[dict[str, int], ImportReport]:
    """Let the ads wait; the place of each id's last entry, and what was not understood."""
    last: dict[str, int] = {}
    size, read = max(1, path.stat().st_size), 0
    with open_ads(path) as reader:
        try:
            for read, ad in enumerate(reader, start=1):
                last[ad.id] = read
                pickle.dump(ad, waiting, pickle.HIGHEST_PROTOCOL)
                if read % BATCH == 0:
                    progress(READING * reader.bytes_read // size)
        except AdFileFault as fault:
            raise AdsNotImportedError(fault, read) from fault
        progress(READING)
        skipped = reader.report.skipped
        report = ImportReport(
            read=read + skipped,
            repeated=read - len(last),
            skipped=skipped,
            not_understood=_not_understood(reader.report),
        )
    return last, report


def _not_understood(report: Report) -> list[NotUnderstood]:
    """Each kind once, the most frequent first."""
    first: dict[tuple[str, str], Seen] = {}
    for seen in report.examples:
        first.setdefault((seen.field, seen.reason), seen)
    return [
        NotUnderstood(name, reason, times, first[name, reason].ad_id, first[name, reason].value)
        for (name, reason), times in report.counts.most_common()
    ]


def _last_of_each(waiting: IO[bytes], wanted: dict[str, int]) -> Iterator[Ad]:
    """The waiting ads, of each id the last. The file is ours alone, so what it holds is trusted."""
    waiting.seek(0)
    for place in range(1, max(wanted.values(), default=0) + 1):
        ad: Ad = pickle.load(waiting)
        if wanted[ad.id] == place:
            yield ad


@dataclass(frozen=True)
class _Stored:
    """What we have of an ad."""

    content_hash: str
    removed: bool
    version: int


@action("opportunities.ads.imported", rule=rules.may_import)
def _store(batch: list[Ad], *, by: Actor) -> ImportReport:
    """Store one batch; each id occurs once in it."""
    report, now = ImportReport(), clock.now()
    stored = _stored([ad.id for ad in batch])
    employers = _employers(batch)
    rows: list[Opportunity] = []
    for ad in batch:
        if ad.removed:
            continue
        values = ads.columns(ad)
        values["content_hash"] = ads.content_hash(values)
        before = stored.get(ad.id)
        if before and before.content_hash == values["content_hash"] and not before.removed:
            report.unchanged += 1
            continue
        report.changed += bool(before)
        report.new += not before
        values["version"] = before.version + 1 if before else 1
        values["employer_id"] = employers.get(ad.employer.organisation_number)
        rows.append(_row(ad.id, now, values))
    if rows:
        Opportunity.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["tenant", "source", "external_id"],
            update_fields=UPDATED,
        )
    report.removed = _remove([ad for ad in batch if ad.removed], stored)
    return report


def _stored(ids: list[str]) -> dict[str, _Stored]:
    rows = Opportunity.objects.filter(source=Source.PLATSBANKEN, external_id__in=ids)
    values = rows.values_list("external_id", "content_hash", "removed_on", "version")
    return {str(key): _Stored(digest, gone is not None, n) for key, digest, gone, n in values}


def _employers(batch: list[Ad]) -> dict[str, int]:
    """Employers of ours by organisation number."""
    numbers = {ad.employer.organisation_number for ad in batch} - {""}
    return dict(Employer.objects.filter(number__in=numbers).values_list("number", "pk"))


def _row(ad_id: str, now: datetime, values: dict[str, Any]) -> Opportunity:
    return Opportunity(source=Source.PLATSBANKEN, external_id=ad_id, imported_at=now, **values)


def _remove(gone: list[Ad], stored: dict[str, _Stored]) -> int:
    """Take ads away that are shown; who is placed through one keeps the row."""
    days: dict[date, list[str]] = {}
    for ad in gone:
        if ad.id in stored and not stored[ad.id].removed:
            days.setdefault(ad.removed_on or clock.today(), []).append(ad.id)
    return sum(_hide(ids, day) for day, ids in days.items())


def _hide(ids: list[str], day: date) -> int:
    rows = Opportunity.objects.filter(source=Source.PLATSBANKEN, external_id__in=ids)
    return rows.update(removed_on=day, version=F("version") + 1)


@action("opportunities.ads.taken_away", rule=rules.may_import)
def _take_away(named: frozenset[str], *, by: Actor) -> int:
    """Ads that are shown and that a complete file doesn't name; returns how many there were."""
    shown = Opportunity.objects.filter(source=Source.PLATSBANKEN, removed_on__isnull=True)
    gone = {str(one) for one in shown.values_list("external_id", flat=True)} - named
    left = iter(sorted(gone))
    while ids := list(islice(left, BATCH)):
        _hide(ids, clock.today())
    return len(gone)
