"""A participant gets the participants' pages, with the way out that those have, and no others."""

import pytest
from django.db import transaction

from stegvis.core import tenancy
from tests.cast import build_cast
from tests.every_url.walk import NO_ROW, Walker, addresses
from tests.every_url.world import AMINA, build_world

STAFF = "web/staff.html"


@pytest.fixture(scope="module")
def walker(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk):
            yield Walker(build_world(cast), addresses())
        transaction.set_rollback(True)


def _in_the_frame_of_staff(walker):
    own, neutral = walker.world.subjects[AMINA].ids, walker.world.neutral
    for address in walker.addresses:
        fit = walker.fits.get(address.name)
        label = fit.label if fit else ""
        rows = [*own.get(label, []), *neutral.get(label, [])] if address.needs_row else [NO_ROW]
        for row in rows:
            visit = walker.visit("participant", address.at(row))
            templates = {template.name for template in visit.response.templates}
            if visit.status == 200 and STAFF in templates:
                yield address.name


def test_no_page_that_a_participant_gets_is_in_the_frame_of_staff(walker):
    assert sorted(set(_in_the_frame_of_staff(walker))) == []
