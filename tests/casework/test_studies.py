"""Adult education as a path: a step of the plan with application, answer and courses."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.plans import actions as plans
from stegvis.casework.plans.models import Activity, Plan
from stegvis.casework.studies import actions, queries
from stegvis.casework.studies.models import Course, Study
from stegvis.core import clock
from stegvis.core.audit.refusals import RefusedError, StaleVersionError
from tests.casework.pages import faults, look, send, send_seen
from tests.casework.test_plan_pages import agreed, body, taken

TODAY = clock.today()


def ahead(days):
    return clock.days_from_today(days)


@pytest.fixture
def case(cast):
    return taken(cast, cast.person())


def begun(cast, case, **said):
    facts = actions.StudyFacts(**{"form": "sfi", "track": "sfi_2"} | said)
    return actions.begin(case, facts=facts, by=cast.by(cast.kerstin))


def test_studies_are_a_step_of_the_plan_beside_the_steps_towards_work(cast, act_as, case):
    agreed(cast, case)
    client, person = act_as(cast.kerstin), case.person.public_id
    said = {
        "form": "sfi",
        "track": "sfi_2",
        "school": "Komvux Bollnäs",
        "hours_per_week": "15",
        "apply_by": ahead(20).isoformat(),
        "starts_on": ahead(60).isoformat(),
    }
    send(client, "studies:new", person, **said)
    step = Activity.objects.get(measure_type="language_course")
    assert (step.title, step.place, step.hours_per_week) == (
        "Sfi, Studieväg 2", "Komvux Bollnäs", 15,
    )  # fmt: skip
    page = body(client, "plans:plan", person)
    for words in ("Studier, steg för steg", "Kurs D", "Praktik på Ekbacken", "Att söka"):
        assert words in page


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ({"apply_by": ahead(5)}, "to_apply"),
        ({"applied_on": TODAY}, "applied"),
        ({"answered_on": TODAY, "answer": "refused"}, "answered"),
        ({"answered_on": TODAY, "answer": "reserve", "starts_on": TODAY}, "answered"),
        ({"answered_on": TODAY, "answer": "admitted", "starts_on": ahead(9)}, "admitted"),
        ({"answered_on": TODAY, "answer": "admitted", "starts_on": TODAY}, "studying"),
        ({"starts_on": TODAY}, "studying"),
        ({"starts_on": ahead(-9), "ends_on": ahead(-1)}, "over"),
    ],
)
def test_where_studies_stand_follows_from_their_days(cast, case, said, stage):
    assert begun(cast, case, **said).stage == stage


def test_a_result_needs_no_new_yes_and_another_day_does(cast, act_as, case):
    study = begun(cast, case, starts_on=TODAY)
    by, client = cast.by(cast.kerstin), act_as(cast.kerstin)
    plans.set_goal(Plan.objects.get(), words="Lära mig svenska", by=by)
    plans.agree(
        Plan.objects.get(), how="desk", follow_up_on=ahead(60), child=plans.ForChild(False), by=by
    )
    said = {"form": "sfi", "track": "sfi_2", "starts_on": TODAY.isoformat()}
    passed = said | {"result_sfi_b": "passed", "on_sfi_b": TODAY.isoformat()}
    send_seen(client, "studies:study", study.public_id, **passed)
    assert Plan.objects.count() == 1
    assert Course.objects.get(code="sfi_b").result == "passed"
    later = passed | {"starts_on": ahead(7).isoformat()}
    send_seen(client, "studies:study", study.public_id, **later)
    assert Plan.objects.count() == 2


def test_a_result_leaves_the_name_that_somebody_gave_the_step(cast, case):
    study, by = begun(cast, case), cast.by(cast.kerstin)
    named = plans.ActivityFacts("language_course", "Sfi med vård", responsible="Skolan ringer")
    plans.change_activity(study.activity, facts=named, seen_version=1, by=by)
    said = actions.StudyFacts("sfi", track="sfi_2", applied_on=TODAY)
    actions.change(study, facts=said, seen_version=1, by=by)
    step = Activity.objects.get()
    assert (step.title, step.responsible, step.version) == (
        "Sfi med vård", "Skolan ringer", 2,
    )  # fmt: skip


def test_studies_that_are_over_take_a_result_and_no_other_days(cast, act_as, case):
    study = begun(cast, case, starts_on=TODAY)
    plans.stop_activity(study.activity, code="illness", by=cast.by(cast.kerstin))
    client = act_as(cast.kerstin)
    said = {"form": "sfi", "track": "sfi_2", "starts_on": TODAY.isoformat()}
    passed = said | {"result_sfi_b": "passed"}
    send_seen(client, "studies:study", study.public_id, **passed)
    assert Course.objects.get(code="sfi_b").result == "passed"
    later = passed | {"starts_on": ahead(7).isoformat()}
    answer = send_seen(client, "studies:study", study.public_id, **later)
    assert "Steget är över" in answer.content.decode()


@pytest.mark.parametrize(
    ("track", "first"),
    [("", "Kurs A"), ("sfi_1", "Kurs A"), ("sfi_2", "Kurs B"), ("sfi_3", "Kurs C")],
)
def test_a_study_path_begins_with_its_own_course(cast, act_as, case, track, first):
    send(act_as(cast.kerstin), "studies:new", case.person.public_id, form="sfi", track=track)
    names = [mark.name for mark in queries.marks_of(Study.objects.get())]
    assert next(name for name in names if name.startswith("Kurs")) == first


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"form": "komvux_upper", "track": "sfi_1"}, "track"),
        ({"form": "komvux_upper", "result_sfi_a": "passed"}, "result_sfi_a"),
        ({"form": "sfi", "answer": "admitted"}, "answered_on"),
        ({"form": "sfi", "on_sfi_a": TODAY.isoformat()}, "result_sfi_a"),
        ({"form": "sfi", "result_0": "ongoing"}, "name_0"),
        ({"form": "norwegian_training"}, "form"),
        ({"form": "sfi", "ends_on": TODAY.isoformat()}, "starts_on"),
        (
            {
                "form": "sfi",
                "applied_on": TODAY.isoformat(),
                "answered_on": (TODAY - timedelta(days=1)).isoformat(),
                "answer": "admitted",
            },
            "answered_on",
        ),
    ],
)
def test_what_does_not_hold_together_is_told_at_its_field(cast, act_as, case, said, field):
    answer = send(act_as(cast.kerstin), "studies:new", case.person.public_id, school="Åsa", **said)
    assert list(faults(answer)) == [field]
    assert "Åsa" in answer.content.decode()
    assert not Study.objects.exists()


def test_courses_that_somebody_names_stand_with_their_results(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    said = {"form": "komvux_upper", "name_0": "Matematik 1a", "result_0": "ongoing"}
    send(client, "studies:new", person, **said)
    study = Study.objects.get()
    assert [mark.name for mark in queries.marks_of(study)] == [
        "Start",
        "Studieplan",
        "Matematik 1a",
    ]
    more = said | {"result_0": "dropped", "name_1": "Svenska 1"}
    send_seen(client, "studies:study", study.public_id, **more)
    rows = Course.objects.values_list("name", "result")
    assert list(rows) == [("Matematik 1a", "dropped"), ("Svenska 1", "")]


def test_norway_has_its_own_forms_and_levels(cast, case):
    case.tenant.country = "NO"
    passed = actions.CourseFacts(code="no_a1", result="passed", on=TODAY)
    study = begun(cast, case, form="norwegian_training", track="", courses=[passed])
    assert queries.marks_of(study)[-1].state == "done"


def test_my_day_tells_of_what_is_to_be_applied_for_and_of_what_begins(cast, act_as, case):
    client = act_as(cast.kerstin)
    study = begun(cast, case, apply_by=ahead(5), starts_on=ahead(30))
    assert "Ska sökas senast" in client.get("/").content.decode()
    with clock.set_to(ahead(6)):
        assert [row.pk for row in queries.to_see_to(cast.by(cast.kerstin))] == [study.pk]
    facts = actions.StudyFacts("sfi", track="sfi_2", applied_on=TODAY, starts_on=ahead(1))
    actions.change(study, facts=facts, seen_version=1, by=cast.by(cast.kerstin))
    page = client.get("/").content.decode()
    assert "Börjar i morgon" in page
    assert "Ska sökas senast" not in page


def test_the_second_editor_is_told(cast, case):
    study = begun(cast, case)
    with pytest.raises(StaleVersionError):
        actions.change(
            study, facts=actions.StudyFacts("sfi"), seen_version=9, by=cast.by(cast.kerstin)
        )


def test_others_neither_see_nor_change_studies(cast, act_as, case):
    study = begun(cast, case)
    outsider = act_as(cast.bjorn)
    assert look(outsider, "studies:study", study.public_id).status_code == 404
    assert look(outsider, "studies:new", case.person.public_id).status_code == 403
    with pytest.raises(RefusedError):
        facts = actions.StudyFacts("sfi")
        actions.change(study, facts=facts, seen_version=1, by=cast.by(cast.bjorn))


def test_studies_end_with_the_case_and_are_erased_with_the_person(cast, case):
    study = begun(cast, case, starts_on=TODAY)
    by = cast.by(cast.kerstin)
    end = cases.ExitFacts(reason="studies", occupation_after="studies", verified_how="told")
    cases.end(case, facts=end, seen_version=case.version, by=by)
    assert Study.objects.select_related("activity").get(pk=study.pk).stage == "over"
    people.erase(case.person, reason="Enligt gallringsplanen", by=cast.system)
    assert not Study.objects.exists()
    assert not Course.objects.exists()
