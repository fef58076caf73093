"""Time and memory of importing a large file of ads, and of importing it again.

    python bench/import_ads.py --ads 100000

Ads are drawn with a fixed seed in the shape of JobSearch, some 4 kB each as real ones are, from
real occupations, skills and municipalities. A database of its own in a temporary folder: SQLite,
or PostgreSQL when STEGVIS_DATABASE_URL says so. It prints figures and asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

SAID = (
    "vi söker dig som vill arbeta nära människor i ett team där alla hjälps åt och ansvar delas "
    "arbetet sker dag kväll helg efter schema körkort meriterande svenska tal skrift stresstålig"
)
WORDS = SAID.split()
TEXT_WORDS = 450


def draw(number: int, seed: int, changed: float) -> Iterator[dict[str, Any]]:
    """Ads; a share `changed` of them gets another text, the others are the same each time."""
    from stegvis.reference import occupations, places, skills  # noqa: PLC0415

    dice = random.Random(seed)
    jobs = list(occupations.occupations().values())
    towns = [m for m in places.municipalities().values() if m.country == places.SE]
    asked = list(skills.skills().values())
    for n in range(number):
        job, town = dice.choice(jobs), dice.choice(towns)
        text = " ".join(dice.choices(WORDS, k=TEXT_WORDS))
        wanted = [{"concept_id": s.concept_id, "label": s.label} for s in dice.sample(asked, 3)]
        yield {
            "id": str(10_000_000 + n),
            "headline": job.label,
            "description": {"text": text + (" ny" if n < number * changed else "")},
            "number_of_vacancies": dice.randint(1, 5),
            "employer": {"name": f"Arbetsgivare {n % 5000}", "organization_number": None},
            "occupation": {"concept_id": job.concept_id, "label": job.label},
            "workplace_address": {
                "municipality_code": town.code,
                "coordinates": [town.inside.longitude, town.inside.latitude],
            },
            "scope_of_work": {"min": 50, "max": 100},
            "application_deadline": "2099-12-31T23:59:59",
            "publication_date": "2026-01-15T08:00:00",
            "must_have": {"skills": wanted[:2], "languages": [], "work_experiences": []},
            "nice_to_have": {"skills": wanted[2:], "languages": [], "work_experiences": []},
        }


def write(path: Path, ads: Iterator[dict[str, Any]]) -> Path:
    """One ad on each line."""
    with path.open("w", encoding="utf-8") as lines:
        for ad in ads:
            lines.write(json.dumps(ad, ensure_ascii=False) + "\n")
    return path


def prepare(folder: str) -> int:
    """An empty database with one tenant; returns its key."""
    os.environ.update(STEGVIS_ENV="demo", STEGVIS_DATA=folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.conf.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from stegvis.core.audit.actor import Actor  # noqa: PLC0415
    from stegvis.core.organisations import actions  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    by = Actor.system("bench", tenant_id=None)
    return actions.create_tenant("Mätningen", country="SE", by=by).pk


def main() -> None:
    """Import three times: everything new, nothing changed, one in fifty changed."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--ads", type=int, default=100_000)
    said.add_argument("--seed", type=int, default=7)
    options = said.parse_args()
    with tempfile.TemporaryDirectory(prefix="stegvis-bench-") as folder:
        tenant_id = prepare(folder)
        from stegvis.core.audit.actor import Actor  # noqa: PLC0415
        from stegvis.work.opportunities.actions import import_ads  # noqa: PLC0415

        by = Actor.system("bench", tenant_id=tenant_id)
        for name, changed in (("all new", 0.0), ("all unchanged", 0.0), ("1 in 50 changed", 0.02)):
            path = write(Path(folder) / "ads", draw(options.ads, options.seed, changed))
            size = path.stat().st_size / 1e6
            start = time.perf_counter()
            report = import_ads(path, by=by, progress=lambda _percent: None)
            took = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{name:16} {options.ads} ads, {size:.0f} MB: {took:6.1f} s, "
                f"{options.ads / took:6.0f} ads/s, peak {peak:.0f} MB "
                f"({report.new} new, {report.changed} changed, {report.unchanged} unchanged)"
            )


if __name__ == "__main__":
    main()
