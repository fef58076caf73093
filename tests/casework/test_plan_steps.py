"""What a step of a plan says: where, how much, who answers; and the paper it was agreed on."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stegvis.casework.papers.models import Paper
from stegvis.casework.plans import actions, queries
from stegvis.casework.plans.models import Activity, Plan
from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.organisations import actions as organisations
from tests.casework.pages import faults, look, send
from tests.casework.test_plan_pages import LATER, WORDS, YES, agreed, body, taken
from tests.cast import NO_CHILD

SCAN = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nSigned"


@pytest.fixture
def case(cast):
    return taken(cast, cast.person())


def scan(name="plan.pdf"):
    return SimpleUploadedFile(name, SCAN, content_type="application/pdf")


def step(client, person, **said):
    return send(client, "plans:activity", person, measure_type="guidance", **said)


def test_a_step_says_where_it_is_how_much_it_takes_and_who_answers_for_it(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    said = {"title": "Träffar", "place": "Ekbacken", "hours_per_week": "7,5"}
    step(client, person, answers=f"colleague:{cast.bjorn.public_id}", **said)
    page = body(client, "plans:plan", person)
    for words in ("Ekbacken", "7,5 tim/vecka", "Björn Ask"):
        assert words in page


def test_a_partner_may_answer_for_a_step_and_learns_nothing_of_it(cast, act_as, case):
    school = organisations.create_organisation(
        cast.tenant, name="Folkhögskolan", kind="school", by=cast.system
    )
    client, person = act_as(cast.kerstin), case.person.public_id
    grants = case.person.grants.count()
    step(client, person, answers=f"partner:{school.public_id}")
    assert Activity.objects.get().partner == school
    assert "Folkhögskolan" in body(client, "plans:plan", person)
    assert case.person.grants.count() == grants


def test_per_cent_of_full_time_are_kept_as_hours_of_a_week(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    for per_cent in (1, 33, 100):
        step(client, person, extent=per_cent)
    steps = Activity.objects.order_by("pk")
    assert [one.hours_per_week for one in steps] == [Decimal("0.4"), Decimal("13.2"), Decimal(40)]
    assert [one.per_cent for one in steps] == [1, 33, 100]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"hours_per_week": "0"}, "hours_per_week"),
        ({"hours_per_week": "41"}, "hours_per_week"),
        ({"hours_per_week": "två"}, "hours_per_week"),
        ({"extent": "101"}, "extent"),
        ({"extent": "0"}, "extent"),
        ({"answers": "colleague:2222"}, "answers"),
    ],
)
def test_what_a_week_cannot_hold_and_whom_nobody_knows_is_told(cast, act_as, case, said, field):
    answer = step(act_as(cast.kerstin), case.person.public_id, title="Träffar 🙂", **said)
    assert list(faults(answer)) == [field]
    assert "Träffar 🙂" in answer.content.decode()


def test_another_place_and_more_hours_are_a_change_that_the_next_number_shows(cast, case):
    agreed(cast, case)
    by, before = cast.by(cast.kerstin), Activity.objects.get()
    facts = actions.ActivityFacts(
        "internship", before.title, starts_on=before.starts_on, place="Norrbacken",
        hours_per_week=Decimal(20),
    )  # fmt: skip
    actions.change_activity(before, facts=facts, goal=before.goal, seen_version=1, by=by)
    (change,) = queries.plan_page(case.person, by=by).changes
    assert (change.kind, change.before["place"], change.after["place"]) == (
        "changed", "", "Norrbacken",
    )  # fmt: skip


def test_a_number_agreed_before_steps_had_a_place_differs_in_nothing(cast, case):
    plan = agreed(cast, case)
    for row in plan.agreed_content["activities"]:
        for name in ("place", "hours_per_week", "answers_name"):
            del row[name]
    differences = queries.differences(plan.agreed_content, queries.content_of(plan))
    assert differences == []


def test_whoever_answered_and_has_left_stays_with_the_step(cast, act_as, case):
    by = cast.by(cast.kerstin)
    facts = actions.ActivityFacts("guidance", colleague=cast.admin)
    made = actions.add_activity(actions.start(case, by=by), facts=facts, by=by)
    asked = look(act_as(cast.kerstin), "plans:activity_edit", made.public_id)
    assert asked.context["form"]["answers"].value() == f"colleague:{cast.admin.public_id}"
    assert "Arne Admin" in asked.content.decode()


def says_yes_on_paper(cast, act_as, case, **more):
    by = cast.by(cast.kerstin)
    actions.set_goal(actions.start(case, by=by), words=WORDS, by=by)
    said = YES | {"how": "paper", "seen_version": Plan.objects.get().version} | more
    return send(act_as(cast.kerstin), "plans:agree", case.person.public_id, **said)


def test_the_signed_paper_is_kept_with_the_yes_in_the_same_form(cast, act_as, case):
    says_yes_on_paper(cast, act_as, case, paper=scan())
    plan = Plan.objects.get()
    assert (plan.is_agreed, plan.agreed_paper.kind) == (True, "plan")
    page = body(act_as(cast.kerstin), "plans:plan", case.person.public_id)
    assert f"/documents/{plan.agreed_paper.document.public_id}/" in page


def test_a_yes_on_paper_gets_its_scan_later_and_a_better_one_after_that(cast, act_as, case):
    says_yes_on_paper(cast, act_as, case)
    client, person = act_as(cast.kerstin), case.person.public_id
    assert "inte skannat än" in body(client, "plans:plan", person)
    for name in ("sned.pdf", "rak.pdf"):
        send(client, "plans:paper", person, paper=scan(name))
    assert Plan.objects.get().agreed_paper.document.name == "rak.pdf"
    assert Paper.objects.count() == 2


def test_a_file_with_a_yes_at_the_desk_is_told_and_not_kept(cast, act_as, case):
    answer = says_yes_on_paper(cast, act_as, case, how="desk", paper=scan())
    assert list(faults(answer)) == ["paper"]
    assert not Paper.objects.exists()
    assert not Plan.objects.get().is_agreed


def test_a_plan_not_agreed_on_paper_has_no_page_for_it(cast, act_as, case):
    agreed(cast, case)
    assert look(act_as(cast.kerstin), "plans:paper", case.person.public_id).status_code == 404
    with pytest.raises(NotAllowedNowError):
        actions.attach_paper(
            Plan.objects.get(), paper=CheckedFile("a.pdf", "pdf", SCAN, is_scanned=False),
            by=cast.by(cast.kerstin),
        )  # fmt: skip


def test_the_paper_a_plan_rests_on_is_not_taken_out(cast, act_as, case):
    says_yes_on_paper(cast, act_as, case, paper=scan())
    client, paper = act_as(cast.kerstin), Paper.objects.get()
    answer = send(client, "papers:take_out", case.person.public_id, paper=paper.public_id)
    assert "Plan 1 är överenskommen på det här papperet" in client.get(answer.url).content.decode()
    assert Paper.objects.exists()


def test_a_plan_agreed_on_paper_is_erased_with_the_person(cast, act_as, case):
    from stegvis.casework.cases import actions as cases
    from stegvis.casework.people import actions as people

    says_yes_on_paper(cast, act_as, case, paper=scan())
    end = cases.ExitFacts(reason="job", occupation_after="work", verified_how="told")
    cases.end(case, facts=end, seen_version=case.version, by=cast.by(cast.kerstin))
    people.erase(case.person, reason="Enligt gallringsplanen", by=cast.system)
    assert not Plan.objects.exists()
    assert not Paper.objects.exists()


def test_the_participant_reads_where_a_step_is(cast, act_as, case):
    from stegvis.core.accounts import actions as accounts

    by = cast.by(cast.kerstin)
    plan = actions.start(case, by=by)
    actions.set_goal(plan, words=WORDS, by=by)
    facts = actions.ActivityFacts("guidance", "Träffar", starts_on=clock.today(), place="Ekbacken")
    actions.add_activity(plan, facts=facts, by=by)
    actions.agree(plan, how="desk", follow_up_on=LATER, child=NO_CHILD, by=by)
    own = accounts.let_in(
        cast.tenant, ("participant", case.person.pk), name="Deltagare", by=cast.system
    )
    assert "Ekbacken" in act_as(own).get("/me/").content.decode()
