"""Ads as JobSearch writes them, small and valid, to change in tests."""

import json

VARNISH = {"concept_id": "gone_ski_ll0", "label": "Tjärbränning"}


def ad(number=1, **changes):
    """An open ad of an assistant nurse in Bollnäs."""
    whole = {
        "id": str(90000000 + number),
        "headline": f"Undersköterska {number}",
        "number_of_vacancies": 2,
        "description": {"text": "Du arbetar i ett team."},
        "employer": {"name": "Bollnäs Bageri", "organization_number": "5560125790"},
        "occupation": {"concept_id": "bXNH_MNX_dUR", "label": "Sjuksköterska, grundutbildad"},
        "workplace_address": {"municipality_code": "2183", "coordinates": [16.39, 61.35]},
        "scope_of_work": {"min": 75, "max": 100},
        "application_deadline": "2099-12-15T23:59:59",
        "publication_date": "2026-01-15T08:00:00",
        "must_have": {"skills": [], "languages": [], "work_experiences": []},
        "nice_to_have": {"skills": [], "languages": [], "work_experiences": []},
    }
    return whole | changes


def write(folder, ads, name="ads.jsonl"):
    """A file with an ad on each line."""
    path = folder / name
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ads), "utf-8")
    return path
