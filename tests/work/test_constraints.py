"""What no row of the work side can be, whoever writes it: the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from stegvis.casework.cases import actions as cases
from stegvis.core.audit.recording import recording
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements.models import Placement

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 1)


@pytest.fixture
def refuses(cast):
    """`refuses(row, "name")`: saving the row breaks the constraint of that name."""

    def check(row, constraint):
        with recording("test", cast.system), pytest.raises(IntegrityError) as fault:
            with transaction.atomic():
                row.save()
        assert constraint in str(fault.value)

    return check


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"title": ""}, "opportunities_titled"),
        ({"external_id": "1"}, "opportunities_imported_has_id"),
        ({"source": "platsbanken"}, "opportunities_imported_has_id"),
        ({"extent_min": 101}, "opportunities_extent_in_per_cent"),
        ({"extent_min": 50, "extent_max": 25}, "opportunities_extent_in_order"),
        ({"seats": 0}, "opportunities_has_a_seat"),
        ({"starts_on": FIRST, "ends_on": LAST}, "opportunities_ends_after_start"),
        ({"latitude": 61.0}, "opportunities_position_whole"),
        ({"latitude": 91.0, "longitude": 16.0}, "opportunities_position_whole"),
    ],
)
def test_a_place_that_cannot_be(refuses, wrong, constraint):
    refuses(Opportunity(**{"title": "Bagare", "kind": "internship"} | wrong), constraint)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"ends_on": LAST}, "placements_ends_after_start"),
        ({"extent": 101}, "placements_extent_in_per_cent"),
        ({"hours_per_week": 41}, "placements_hours_in_a_week"),
        ({"ended_on": FIRST}, "placements_ended_with_reason"),
        ({"end_reason": "job"}, "placements_ended_with_reason"),
    ],
)
def test_a_placement_that_cannot_be(cast, refuses, wrong, constraint):
    facts = cases.ReferralFacts("social_services", "Vill arbeta", "consent")
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    case = cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    with recording("test", cast.system):
        bakery = Employer(name="Bageriet")
        bakery.save()
    said = {"person": case.person, "case": case, "secrecy_area": case.secrecy_area}
    said |= {"employer": bakery, "kind": "job", "starts_on": FIRST, "extent": 50}
    refuses(Placement(**said | wrong), constraint)


def test_an_employer_without_a_name(refuses):
    refuses(Employer(name=""), "employers_named")
