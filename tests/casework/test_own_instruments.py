"""An authority's own instrument: versions that never change, and that nobody else sees."""

import tomllib

import pytest
from django.utils import translation

from stegvis.casework.situation import actions, catalogue
from stegvis.casework.situation.bringing import look_through
from stegvis.casework.situation.instruments import reading
from stegvis.casework.situation.instruments.template import EXAMPLE, LANGUAGES, template
from stegvis.casework.situation.models import OwnInstrument
from stegvis.core import tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.once import while_reading
from tests.casework.brought import KEY, bring
from tests.casework.pages import queries_of


@pytest.fixture
def administrator(cast):
    return cast.by(cast.admin)


def available():
    return [(one.key, one.version) for one in catalogue.available()]


def whats_wrong(file):
    with translation.override("en"):
        return [str(fault) for fault in look_through(file).faults]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_an_instrument_without_faults(cast, language):
    text = template(language)
    assert tomllib.loads(text) == EXAMPLE
    assert not look_through(text.encode()).faults


def test_a_version_that_is_accepted_may_be_used_beside_the_areas_of_life(cast, administrator):
    assert available() == [("life_areas", 2)]
    row = bring(cast.tenant, by=administrator)
    assert available() == [("life_areas", 2), (KEY, 1)]
    assert (row.licence, row.source, row.accepted_by) == ("CC BY 4.0", "Stegvis", cast.admin)
    assert catalogue.instrument(KEY, 1) == reading.read(EXAMPLE)


def test_looking_through_stores_nothing(cast):
    found = look_through(template("sv").encode())
    assert found.instrument
    assert not found.is_here
    assert not OwnInstrument.objects.exists()


def test_a_new_version_is_used_from_then_on_and_the_old_one_is_still_known(cast, administrator):
    bring(cast.tenant, by=administrator)
    bring(cast.tenant, by=administrator, version=3, interval_days=60)
    assert available() == [("life_areas", 2), (KEY, 3)]
    assert catalogue.current(KEY).interval.days == 60
    assert catalogue.instrument(KEY, 1).interval.days == 30


def test_the_same_version_with_the_same_words_is_there_already(cast, administrator):
    first = bring(cast.tenant, by=administrator)
    assert bring(cast.tenant, by=administrator) == first
    assert look_through(template("nb").encode()).is_here


def test_the_same_version_with_other_words_is_refused(cast, administrator):
    bring(cast.tenant, by=administrator)
    changed = template("sv").replace("Raster", "Pauser")
    assert whats_wrong(changed.encode()) == [
        "version: Version 1 is here with other words, and a version is never changed. Give this "
        "one a number above 1."
    ]
    with pytest.raises(NotAllowedNowError, match="ändras aldrig"):
        bring(cast.tenant, by=administrator, source="Somebody")
    assert OwnInstrument.objects.get().source == "Stegvis"


def test_a_lower_number_is_refused_together_with_whatever_else_is_wrong(cast, administrator):
    bring(cast.tenant, by=administrator, version=5)
    faulty = template("sv").replace("version = 1", "version = 4").replace("= 30", "= 3")
    told_wrong = whats_wrong(faulty.encode())
    assert [fault.split(":")[0] for fault in told_wrong] == ["interval_days", "version"]
    assert "Version 5 is here already. Give this one a higher number." in told_wrong[1]


def test_nobody_takes_the_key_of_an_instrument_that_is_shipped(cast, administrator):
    with pytest.raises(NotAllowedNowError, match="följer med Stegvis"):
        bring(cast.tenant, by=administrator, key="life_areas", version=3)


def test_a_definition_with_faults_is_not_taken_in_by_any_way(cast, administrator):
    with pytest.raises(NotAllowedNowError):
        bring(cast.tenant, by=administrator, items=[])
    assert not OwnInstrument.objects.exists()


def test_a_retired_instrument_begins_nothing_until_a_higher_version_comes(cast, administrator):
    row = bring(cast.tenant, by=administrator)
    actions.retire_instrument(row, by=administrator)
    assert available() == [("life_areas", 2)]
    assert catalogue.current(KEY).version == 1, "what was answered is still read"
    with pytest.raises(NotAllowedNowError, match="redan tagits ur bruk"):
        actions.retire_instrument(row, by=administrator)
    bring(cast.tenant, by=administrator, version=2)
    assert available() == [("life_areas", 2), (KEY, 2)]


def test_only_an_administrator_brings_and_retires(cast, administrator):
    row = bring(cast.tenant, by=administrator)
    for account in (cast.kerstin, cast.maria):
        with pytest.raises(RefusedError):
            bring(cast.tenant, by=cast.by(account), version=2)
        with pytest.raises(RefusedError):
            actions.retire_instrument(row, by=cast.by(account))
    assert OwnInstrument.objects.get().retired_on is None


def test_two_authorities_have_each_their_own_under_the_same_key(cast, administrator):
    bring(cast.tenant, by=administrator)
    theirs = Actor.system("test", tenant_id=cast.other_tenant.pk)
    with tenancy.tenant_scope(cast.other_tenant.pk):
        assert available() == [("life_areas", 2)]
        bring(cast.other_tenant, by=theirs, source="Grannen")
        assert catalogue.instrument(KEY, 1).source == "Grannen"
    assert catalogue.instrument(KEY, 1).source == "Stegvis"
    with while_reading(reads=True):
        assert catalogue.instrument(KEY, 1).source == "Stegvis"
        with tenancy.tenant_scope(cast.other_tenant.pk):
            assert catalogue.instrument(KEY, 1).source == "Grannen", "not even on one page"


def test_a_page_asks_once_for_all_of_them_and_nothing_for_the_areas_of_life(cast, administrator):
    for version in (1, 2, 3):
        bring(cast.tenant, by=administrator, version=version)

    def look():
        with while_reading(reads=True):
            return [catalogue.available(), catalogue.current(KEY), catalogue.instrument(KEY, 2)]

    assert queries_of(look) == 1
    assert queries_of(lambda: catalogue.current("life_areas")) == 0
