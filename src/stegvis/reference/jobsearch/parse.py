"""One JSON object to one `Ad`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stegvis.reference import occupations, places
from stegvis.reference.jobsearch import report as reasons
from stegvis.reference.jobsearch.ads import Ad, Concept, Employer, Requirements, Workplace
from stegvis.reference.jobsearch.fields import Fields
from stegvis.reference.jobsearch.report import Report

LONGEST_TEXT = 50_000
MOST_VACANCIES = 9_999

_AD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SSYK4 = re.compile(r"\d{4}")
_TAG = re.compile(r"<[^>]{0,500}>")

READ = frozenset(
    (
        "id", "headline", "description", "webpage_url", "application_details", "employer",
        "workplace_address", "occupation", "occupation_group", "occupation_field",
        "employment_type", "duration", "salary_type", "salary_description", "working_hours_type",
        "scope_of_work", "must_have", "nice_to_have", "experience_required", "access_to_own_car",
        "driving_license_required", "driving_license", "number_of_vacancies", "publication_date",
        "application_deadline", "last_publication_date", "remote_work", "removed", "removed_date",
    )
)  # fmt: skip
"""Fields of an ad that are read."""

LEFT_OUT = frozenset(
    (
        "external_id", "logo_url", "access", "application_contacts", "source_type", "timestamp",
        "keywords", "relevance", "workplace_id", "label", "hash", "original_id",
        "detected_language",
    )
)  # fmt: skip
"""Fields that are known and of no use here; contacts are left out on purpose."""


def parse_ad(values: Mapping[str, object], report: Report) -> Ad | None:
    """Read an ad; what isn't understood goes to the report. None when it has no usable id."""
    given = values.get("id")
    ad_id = str(given).strip() if type(given) in (str, int) else ""
    if not _AD_ID.fullmatch(ad_id):
        reason = reasons.NOT_TEXT if given else reasons.MISSING
        report.add("", "id", given, reason)
        report.skipped += 1
        return None
    fields = Fields(values, ad_id, report)
    if fields.flag("removed"):
        report.removed += 1
        return Ad(id=ad_id, removed=True, removed_on=fields.day("removed_date"))
    for name in values:
        if name not in READ and name not in LEFT_OUT:
            fields.note(name[:80], "", reasons.UNKNOWN_FIELD)
    report.ads += 1
    return _open_ad(fields)


def _open_ad(fields: Fields) -> Ad:
    occupation = fields.concept("occupation")
    if occupation and not occupations.occupation(occupation.concept_id).is_known:
        fields.note("occupation", occupation.concept_id or occupation.label, reasons.UNKNOWN_CODE)
    group = fields.concept("occupation_group")
    description = fields.inside("description")
    extent_min, extent_max = _extent(fields.inside("scope_of_work"))
    ad = Ad(
        id=fields.ad_id,
        headline=_headline(fields, occupation),
        description=_description(description),
        conditions=description.text("conditions", LONGEST_TEXT),
        webpage_url=fields.web_address("webpage_url"),
        application_url=fields.inside("application_details").web_address("url"),
        employer=_employer(fields.inside("employer")),
        workplace=_workplace(fields.inside("workplace_address")),
        occupation=occupation,
        occupation_group=group,
        occupation_field=fields.concept("occupation_field"),
        ssyk4=_ssyk4(occupation, group),
        employment_type=fields.concept("employment_type"),
        duration=fields.concept("duration"),
        salary_type=fields.concept("salary_type"),
        salary_description=fields.text("salary_description"),
        working_hours_type=fields.concept("working_hours_type"),
        extent_min=extent_min,
        extent_max=extent_max,
        must_have=_requirements(fields.inside("must_have")),
        nice_to_have=_requirements(fields.inside("nice_to_have")),
        experience_required=fields.flag("experience_required"),
        own_car_required=fields.flag("access_to_own_car"),
        driving_licence_required=fields.flag("driving_license_required"),
        driving_licences=fields.concepts("driving_license"),
        vacancies=fields.integer("number_of_vacancies", 1, MOST_VACANCIES) or 1,
        published=fields.day("publication_date"),
        deadline=fields.day("application_deadline"),
        last_day=fields.day("last_publication_date"),
        remote=_remote(fields),
    )
    if ad.published and ad.deadline and ad.deadline < ad.published:
        fields.note("application_deadline", ad.deadline, reasons.WRONG_ORDER)
    return ad


def _headline(fields: Fields, occupation: Concept | None) -> str:
    headline = fields.text("headline")
    if headline:
        return headline
    fields.note("headline", "", reasons.MISSING)
    return occupation.label if occupation else ""


def _ssyk4(occupation: Concept | None, group: Concept | None) -> str:
    """The group as the ad gives it, or as the taxonomy has it for the ad's occupation."""
    if group and _SSYK4.fullmatch(group.legacy_id):
        return group.legacy_id
    if group and (known := occupations.group_of_concept(group.concept_id)):
        return known.code
    return occupations.occupation(occupation.concept_id).ssyk4 if occupation else ""


def _description(fields: Fields) -> str:
    return fields.text("text", LONGEST_TEXT) or _TAG.sub(
        " ", fields.text("text_formatted", LONGEST_TEXT)
    )


def _extent(fields: Fields) -> tuple[int | None, int | None]:
    low, high = fields.integer("min", 0, 100), fields.integer("max", 0, 100)
    if low is not None and high is not None and low > high:
        fields.note("min", f"{low} > {high}", reasons.WRONG_ORDER)
        return high, low
    return low, high


def _requirements(fields: Fields) -> Requirements:
    return Requirements(
        skills=fields.concepts("skills"),
        languages=fields.concepts("languages"),
        work_experiences=fields.concepts("work_experiences"),
        education=fields.concepts("education"),
        education_level=fields.concepts("education_level"),
    )


def _employer(fields: Fields) -> Employer:
    number = re.sub(r"[\s-]", "", fields.text("organization_number"))
    sole_trader = False
    if number and not re.fullmatch(r"(16)?\d{10}|(19|20)\d{10}", number):
        # What can't be read could be a mistyped personal identity number: it isn't shown.
        fields.note("organization_number", "", reasons.NOT_A_NUMBER)
        number = ""
    # The third and fourth digit of a legal person's number are at least 20 (SFS 1974:174).
    elif number and (number[-8:-6] < "20" or number[:-10] in ("19", "20")):
        fields.note("organization_number", "", reasons.PERSONAL_NUMBER)
        number, sole_trader = "", True
    return Employer(
        name=fields.text("name"),
        workplace=fields.text("workplace"),
        organisation_number=number[-10:],
        url=_company_address(fields),
        is_sole_trader=sole_trader,
    )


def _company_address(fields: Fields) -> str:
    """Employers often write their address without the scheme."""
    address = fields.text("url")
    if re.fullmatch(r"(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?", address):
        return f"https://{address}"
    return fields.web_address("url")


def _workplace(fields: Fields) -> Workplace:
    latitude, longitude = _position(fields)
    concept_id = fields.text("municipality_concept_id")
    return Workplace(
        municipality=fields.text("municipality"),
        municipality_code=_municipality_code(fields, concept_id),
        municipality_concept_id=concept_id,
        region=fields.text("region"),
        region_code=fields.text("region_code"),
        country=fields.text("country"),
        country_concept_id=fields.text("country_concept_id"),
        postal_code=fields.text("postcode", 20),
        city=fields.text("city"),
        latitude=latitude,
        longitude=longitude,
    )


def _municipality_code(fields: Fields, concept_id: str) -> str:
    """The code as given, or that of the concept id."""
    code = fields.text("municipality_code")
    by_concept = places.municipality_of_concept(concept_id)
    if code and not places.municipality(places.SE, code):
        fields.note("municipality_code", code, reasons.UNKNOWN_CODE)
        code = ""
    if code or not by_concept:
        return code
    return by_concept.code


def _position(fields: Fields) -> tuple[float | None, float | None]:
    """Latitude and longitude; JobSearch writes longitude first, as GeoJSON does."""
    value = fields.values.get("coordinates")
    if value in (None, [], [None, None], [0, 0]):
        return None, None
    pair = value if isinstance(value, list) and len(value) == 2 else []
    numbers = [float(p) for p in pair if isinstance(p, (int, float)) and not isinstance(p, bool)]
    if len(numbers) != 2 or abs(numbers[0]) > 180 or abs(numbers[1]) > 180:
        fields.note("coordinates", value, reasons.NOT_A_POSITION)
        return None, None
    longitude, latitude = numbers
    if 4 <= latitude <= 32 and 54 <= longitude <= 72:
        fields.note("coordinates", value, reasons.SWAPPED)
        return longitude, latitude
    if abs(latitude) > 90:
        fields.note("coordinates", value, reasons.NOT_A_POSITION)
        return None, None
    return latitude, longitude


def _remote(fields: Fields) -> bool | None:
    """Whether the work can be done from elsewhere; later versions give an option with a label."""
    value = fields.values.get("remote_work")
    if isinstance(value, dict):
        option = value.get("option") or value.get("label")
        return bool(option) if option is None or isinstance(option, (bool, str)) else None
    return fields.flag("remote_work")
