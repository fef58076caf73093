import json

import pytest

from stegvis.core import clock, tenancy
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import RefusedError
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.opportunities import queries, words
from stegvis.work.opportunities.actions import AdsNotImportedError, import_ads, importing
from stegvis.work.opportunities.models import Opportunity
from tests.work.ads_for_tests import VARNISH, ad, write


@pytest.fixture
def run(cast, tmp_path):
    """`run([ad(), ...])`: write the ads to a file, import it, return the report."""

    def import_these(ads, *, by=None, progress=lambda _percent: None, **more):
        path = write(tmp_path, ads)
        return import_ads(path, by=by or cast.system, progress=progress, **more)

    return import_these


def counts(report):
    return report.new, report.changed, report.unchanged, report.removed


def test_new_ads_become_places(run):
    assert counts(run([ad(1), ad(2)])) == (2, 0, 0, 0)
    place = Opportunity.objects.get(external_id="90000001")
    assert (place.title, place.kind, place.source) == ("Undersköterska 1", "job", "platsbanken")
    assert (place.municipality_code, place.ssyk4, place.seats) == ("2183", "2221", 2)
    assert (place.extent, place.latitude, place.longitude) == ("75–100\u00a0%", 61.35, 16.39)


def test_the_same_file_again_changes_nothing(run):
    run([ad(1), ad(2)])
    before = list(Opportunity.objects.order_by("pk").values())
    assert counts(run([ad(1), ad(2)])) == (0, 0, 2, 0)
    assert list(Opportunity.objects.order_by("pk").values()) == before


def test_a_changed_ad_is_changed_and_the_others_are_left_alone(run):
    run([ad(1), ad(2)])
    public_id = Opportunity.objects.get(external_id="90000002").public_id
    assert counts(run([ad(1), ad(2, headline="Nattsköterska")])) == (0, 1, 1, 0)
    place = Opportunity.objects.get(public_id=public_id)
    assert (place.title, place.version) == ("Nattsköterska", 2)


def test_a_removed_ad_is_no_longer_shown_and_may_come_back(run, cast):
    by = cast.by(cast.kerstin)
    run([ad(1), ad(2)])
    gone = {"id": "90000001", "removed": True, "removed_date": "2026-02-01T10:00:00"}
    assert counts(run([gone])) == (0, 0, 0, 1)
    assert [p.external_id for p in queries.open_places(by)] == ["90000002"]
    assert counts(run([gone])) == (0, 0, 0, 0)
    assert counts(run([ad(1)])) == (0, 1, 0, 0)
    assert queries.open_places(by).count() == 2


def test_ads_that_a_file_does_not_name_stay_unless_it_is_said_to_be_complete(run, cast):
    run([ad(1), ad(2)])
    assert counts(run([ad(2), ad(3)])) == (1, 0, 1, 0)
    assert counts(run([ad(2), ad(3)], is_complete=True)) == (0, 0, 2, 1)
    shown = queries.open_places(cast.by(cast.kerstin)).order_by("external_id")
    assert [place.external_id for place in shown] == ["90000002", "90000003"]


def test_an_ad_twice_in_a_file_counts_once_as_it_last_was(run):
    report = run([ad(1, headline="Först"), ad(2), ad(1, headline="Sist")])
    assert (*counts(report), report.read, report.repeated) == (2, 0, 0, 0, 3, 1)
    assert Opportunity.objects.get(external_id="90000001").title == "Sist"
    again = run([ad(1, headline="Först"), ad(2), ad(1, headline="Sist")])
    assert counts(again) == (0, 0, 2, 0)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_file_cut_in_half_imports_nothing_and_says_how_far_it_was_read(
    run, cast, tmp_path, monkeypatch, share
):
    monkeypatch.setattr(importing, "BATCH", 2)
    run([ad(1)])
    whole = json.dumps([ad(n, headline="Ny") for n in range(1, 9)])
    path = tmp_path / "half.json"
    path.write_text(whole[: int(len(whole) * share)], "utf-8")
    with pytest.raises(AdsNotImportedError, match="Inget importerades") as broken:
        import_ads(path, by=cast.system, progress=lambda _percent: None)
    assert broken.value.read == int(8 * share)
    assert [p.title for p in Opportunity.objects.all()] == ["Undersköterska 1"]


def test_a_kill_between_two_batches_leaves_whole_ads_and_the_next_run_finishes(
    run, cast, monkeypatch
):
    monkeypatch.setattr(importing, "BATCH", 2)

    class Killed(BaseException):
        pass

    def kill(percent):
        if percent > importing.READING:
            raise Killed

    with pytest.raises(Killed):
        run([ad(n) for n in range(1, 6)], progress=kill)
    assert Opportunity.objects.count() == 2
    assert counts(run([ad(n) for n in range(1, 6)])) == (3, 0, 2, 0)


def test_the_progress_grows_to_a_hundred(run, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    seen = []
    run([ad(n) for n in range(1, 6)], progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_what_is_not_understood_is_counted_by_field_with_an_example(run):
    odd = {"scope_of_work": {"min": "mycket", "max": 100}}
    report = run([ad(1, **odd), ad(2, **odd), ad(3, id="")])
    assert (report.read, report.new, report.skipped) == (3, 2, 1)
    (found,) = [n for n in report.not_understood if n.field == "scope_of_work.min"]
    assert (found.times, found.example_id, found.example) == (2, "90000001", "mycket")


def test_a_concept_our_taxonomy_lacks_is_kept_and_marked(run):
    asked = {"skills": [VARNISH], "languages": [], "work_experiences": []}
    run([ad(1, must_have=asked)])
    place = Opportunity.objects.get()
    assert place.must_skills == [VARNISH["concept_id"]]
    (group,) = words.requirements(place)
    assert [(t.label, t.mark) for t in group.things] == [("Tjärbränning", "okänt begrepp")]


def test_an_ad_from_an_employer_of_ours_is_known_as_theirs(run, cast):
    facts = EmployerFacts("Bollnäs Bageri AB", number="556012-5790")
    employer = employers.register(facts, by=cast.by(cast.kerstin))
    run([ad(1)])
    assert Opportunity.objects.get().employer == employer


def test_each_batch_is_in_the_log(run, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    run([ad(n) for n in range(1, 4)])
    assert AuditEvent.objects.filter(verb="opportunities.ads.imported").count() == 2


def test_ads_of_one_tenant_are_not_the_others(run, cast):
    run([ad(1)])
    with tenancy.tenant_scope(cast.other_tenant.pk):
        assert not Opportunity.objects.exists()


def test_nobody_imports_by_hand(run, cast):
    with pytest.raises(RefusedError):
        run([ad(1)], by=cast.by(cast.maria))
    assert not Opportunity.objects.exists()


def test_an_ad_past_its_last_day_is_not_open(run, cast):
    run([ad(1, application_deadline="2026-03-01T23:59:59")])
    by = cast.by(cast.kerstin)
    for day, is_open in (("2026-03-01", True), ("2026-03-02", False)):
        with clock.set_to(clock.date.fromisoformat(day)):
            assert queries.open_places(by).exists() is is_open
            assert Opportunity.objects.get().is_open is is_open
