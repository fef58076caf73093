"""What an ad says, in our words. Contacts, e-mail and telephone are left where they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of the Swedish labour-market taxonomy as the ad names it.

    `legacy_id` is the number used before concept ids; for an occupation group it is the SSYK 2012
    code. `weight` is the employer's: 10 is the form's highest, 5 lower, None where it is not said.
    """

    concept_id: str
    label: str
    legacy_id: str = ""
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the place asks for (`must_have`) or is glad of (`nice_to_have`)."""

    skills: tuple[Concept, ...] = ()
    languages: tuple[Concept, ...] = ()
    work_experiences: tuple[Concept, ...] = ()
    education: tuple[Concept, ...] = ()
    education_level: tuple[Concept, ...] = ()

    def __bool__(self) -> bool:
        return any(
            (self.skills, self.languages, self.work_experiences, self.education,
             self.education_level)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Employer:
    """Who looks for people.

    `organisation_number` has ten digits, or is empty: also for a sole trader, whose number is a
    personal identity number and so is never kept (`is_sole_trader`).
    """

    name: str = ""
    workplace: str = ""
    organisation_number: str = ""
    url: str = ""
    is_sole_trader: bool = False


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the work is done. Codes are Statistics Sweden's; degrees are WGS 84."""

    municipality: str = ""
    municipality_code: str = ""
    municipality_concept_id: str = ""
    region: str = ""
    region_code: str = ""
    country: str = ""
    country_concept_id: str = ""
    postal_code: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Ad:
    """One advertised opening. Empty text and None mean that the ad does not say.

    A `removed` ad may hold nothing but its id: it asks us to take the ad away.
    Extent is in per cent of full time. `deadline` and `last_day` are inclusive, in Swedish time.
    """

    id: str
    headline: str = ""
    description: str = ""
    conditions: str = ""
    webpage_url: str = ""
    application_url: str = ""
    employer: Employer = Employer()
    workplace: Workplace = Workplace()
    occupation: Concept | None = None
    occupation_group: Concept | None = None
    occupation_field: Concept | None = None
    ssyk4: str = ""
    employment_type: Concept | None = None
    duration: Concept | None = None
    salary_type: Concept | None = None
    salary_description: str = ""
    working_hours_type: Concept | None = None
    extent_min: int | None = None
    extent_max: int | None = None
    must_have: Requirements = Requirements()
    nice_to_have: Requirements = Requirements()
    experience_required: bool | None = None
    own_car_required: bool | None = None
    driving_licence_required: bool | None = None
    driving_licences: tuple[Concept, ...] = ()
    vacancies: int = 1
    published: date | None = None
    deadline: date | None = None
    last_day: date | None = None
    remote: bool | None = None
    removed: bool = False
    removed_on: date | None = None
