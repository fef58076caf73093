from datetime import date
from functools import partial

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries as reading
from stegvis.casework.people import actions as people
from stegvis.casework.plans import actions, queries
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.core import clock
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.days import day
from tests.casework.pages import faults, look, send
from tests.cast import NO_CHILD

WORDS = "Jag vill arbeta med barn igen"
LATER = clock.days_from_today(60)
YES = {"how": "desk", "follow_up_on": LATER.isoformat(), "touches_child": "False"}


def taken(cast, person):
    """The person's case with Kerstin."""
    facts = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
    referral = cases.refer(person, unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


@pytest.fixture
def case(cast):
    return taken(cast, cast.person())


def agreed(cast, case):
    """A plan with a goal and a step, agreed at the desk."""
    by = cast.by(cast.kerstin)
    plan = actions.start(case, by=by)
    goal = actions.set_goal(plan, words=WORDS, by=by)
    facts = actions.ActivityFacts("internship", "Praktik på Ekbacken", starts_on=clock.today())
    actions.add_activity(plan, facts=facts, goal=goal, by=by)
    return actions.agree(plan, how="desk", follow_up_on=LATER, child=NO_CHILD, by=by)


def body(client, name, *args):
    return look(client, name, *args).content.decode()


def test_a_plan_grows_from_goal_to_step_to_yes(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    assert "Skriv det första målet" in body(client, "plans:plan", person)
    assert send(client, "plans:goal", person, words=WORDS).url == f"/plans/{person}/"
    step = {
        "measure_type": "internship",
        "title": "Praktik på Ekbacken",
        "goal": Goal.objects.get().public_id,
        "starts_on": clock.today().isoformat(),
        "ends_on": LATER.isoformat(),
        "responsible": "Kerstin följer med",
    }
    send(client, "plans:activity", person, **step)
    page = body(client, "plans:plan", person)
    for said in (WORDS, "Praktik på Ekbacken", "Kerstin följer med", "inte överenskommen"):
        assert said in page
    version = Plan.objects.get().version
    send(
        client,
        "plans:agree",
        person,
        how="paper",
        follow_up_on=LATER.isoformat(),
        touches_child="False",
        seen_version=version,
    )
    plan = Plan.objects.get()
    assert (plan.is_agreed, plan.agreed_how, plan.follow_up_on) == (True, "paper", LATER)
    assert Activity.objects.get().status == "under_way"


def test_a_step_without_a_title_is_called_as_its_kind(cast, act_as, case):
    send(act_as(cast.kerstin), "plans:activity", case.person.public_id, measure_type="guidance")
    assert Activity.objects.get().title == "Vägledning"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "ends_on"),
        ({"ends_on": "2026-05-01"}, "starts_on"),
        ({"measure_type": "extra_service"}, "measure_type"),
        ({"starts_on": "i morgon"}, "starts_on"),
        ({"goal": "22222222"}, "goal"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(cast, act_as, case, values, field):
    said = {"measure_type": "guidance", "title": "Träffar 🙂", **values}
    answer = send(act_as(cast.kerstin), "plans:activity", case.person.public_id, **said)
    assert list(faults(answer)) == [field]
    assert "Träffar 🙂" in answer.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize("words", ["أريد أن أعمل", "🙂 Ett jobb", "Å" * 1000])
def test_a_goal_stands_in_the_person_s_own_words(cast, act_as, case, words):
    client = act_as(cast.kerstin)
    send(client, "plans:goal", case.person.public_id, words=words)
    assert words in body(client, "plans:plan", case.person.public_id)


@pytest.mark.parametrize("words", ["", "  ", "Å" * 1001])
def test_a_goal_that_is_empty_or_too_long_is_told(cast, act_as, case, words):
    answer = send(act_as(cast.kerstin), "plans:goal", case.person.public_id, words=words)
    assert list(faults(answer)) == ["words"]
    assert not Goal.objects.exists()


def test_a_change_after_the_yes_makes_the_next_number_and_loses_nothing(cast, act_as, case):
    agreed(cast, case)
    client, person = act_as(cast.kerstin), case.person.public_id
    send(client, "plans:goal", person, words="Jag vill ta körkort")
    new, old = Plan.objects.order_by("-number")
    assert (new.number, new.is_agreed, old.is_agreed) == (2, False, True)
    assert [goal.words for goal in new.goals.all()] == [WORDS, "Jag vill ta körkort"]
    step = new.activities.get()
    assert (step.title, step.status, step.goal.plan) == ("Praktik på Ekbacken", "under_way", new)
    page = body(client, "plans:plan", person)
    assert "Nytt sedan plan 1" in page
    assert page.count("Jag vill ta körkort") == 2


def test_what_was_agreed_names_its_days_as_people_say_them(cast, act_as, case):
    by, case_plan = cast.by(cast.kerstin), agreed(cast, case)
    step = Activity.objects.get()
    facts = actions.ActivityFacts(
        "internship", step.title, starts_on=date(2031, 5, 2), ends_on=date(2032, 1, 8)
    )
    actions.change_activity(step, facts=facts, seen_version=step.version, by=by)
    page = body(act_as(cast.kerstin), "plans:plan", case.person.public_id)
    assert "2 maj 2031 – 8 januari 2032" in page
    said = f"{day(case_plan.agreed_on)} –"
    assert page.count(said) == 2, "what differs, and the plan as it was agreed"


def test_the_page_tells_what_is_new_changed_and_gone(cast, act_as, case):
    agreed(cast, case)
    by = cast.by(cast.kerstin)
    goal, step = Goal.objects.get(), Activity.objects.get()
    actions.reword_goal(goal, words="Jag vill jobba i förskola", seen_version=1, by=by)
    step.refresh_from_db()
    facts = actions.ActivityFacts("internship", "Praktik på Norrbacken", starts_on=step.starts_on)
    actions.change_activity(step, facts=facts, seen_version=step.version, by=by)
    extra = actions.set_goal(actions.start(case, by=by), words="Ett till", by=by)
    changes = queries.plan_page(case.person, by=by).changes
    said = [(c.kind, (c.after or c.before).get("words") or c.after["title"]) for c in changes]
    assert said == [
        ("changed", "Jag vill jobba i förskola"),
        ("new", "Ett till"),
        ("changed", "Praktik på Norrbacken"),
    ]
    page = body(act_as(cast.kerstin), "plans:plan", case.person.public_id)
    assert "Praktik på Ekbacken" in page
    assert WORDS in page
    actions.drop_goal(extra, by=by)
    actions.drop_goal(Goal.objects.get(), by=by)
    changes = queries.plan_page(case.person, by=by).changes
    assert [change.kind for change in changes if change.part == "goals"] == ["gone"]
    assert Activity.objects.get().goal is None


def test_steps_walked_stay_in_sight_in_every_number(cast, act_as, case):
    agreed(cast, case)
    client, by = act_as(cast.kerstin), cast.by(cast.kerstin)
    step = Activity.objects.get()
    assert send(client, "plans:activity_done", step.public_id).status_code == 302
    actions.set_goal(actions.start(case, by=by), words="Ett till", by=by)
    page = queries.plan_page(case.person, by=by)
    assert [over.title for over in page.over] == ["Praktik på Ekbacken"]
    assert page.plan.number == 2


def test_done_is_one_press_and_twice_changes_nothing(cast, act_as, case):
    agreed(cast, case)
    step, client = Activity.objects.get(), act_as(cast.kerstin)
    for _time in range(2):
        send(client, "plans:activity_done", step.public_id)
    assert Activity.objects.get().version == 2


def test_a_step_is_stopped_for_a_coded_reason_and_in_words(cast, act_as, case):
    agreed(cast, case)
    step, client = Activity.objects.get(), act_as(cast.kerstin)
    stop = partial(send, client, "plans:activity_stop", step.public_id)
    assert list(faults(stop(code=" "))) == ["code"]
    assert list(faults(stop(code="other", words=" "))) == ["words"]
    assert list(faults(stop(code="case_ended"))) == ["code"], "the end of a case says that"
    stop(code="illness", words="Tar nya tag i vår")
    page = body(client, "plans:plan", case.person.public_id)
    assert "Sjukdom" in page
    assert "Tar nya tag i vår" in page
    done = send(client, "plans:activity_done", step.public_id)
    assert "Steget är avbrutet" in client.get(done.url).content.decode()


def test_the_second_editor_of_a_goal_sees_both_versions(cast, act_as, case):
    by = cast.by(cast.kerstin)
    goal = actions.set_goal(actions.start(case, by=by), words=WORDS, by=by)
    client = act_as(cast.kerstin)
    send(client, "plans:goal_edit", goal.public_id, words="Ett", seen_version=1)
    answer = send(client, "plans:goal_edit", goal.public_id, words="Två", seen_version=1)
    page = answer.content.decode()
    assert "Ett" in page
    assert "Två" in page
    version = answer.context["form"]["seen_version"].value()
    send(client, "plans:goal_edit", goal.public_id, words="Två", seen_version=version)
    assert Goal.objects.get().words == "Två"


def test_nobody_agrees_to_a_plan_that_changed_while_it_was_gone_through(cast, act_as, case):
    by = cast.by(cast.kerstin)
    plan = actions.start(case, by=by)
    actions.set_goal(plan, words=WORDS, by=by)
    seen = plan.version
    actions.set_goal(Plan.objects.get(), words="Ett till", by=by)
    answer = send(
        act_as(cast.kerstin), "plans:agree", case.person.public_id, **YES | {"seen_version": seen}
    )
    assert "__all__" in faults(answer)
    assert not Plan.objects.get().is_agreed


def test_a_follow_up_lies_ahead_and_the_way_is_chosen(cast, act_as, case):
    by = cast.by(cast.kerstin)
    actions.set_goal(actions.start(case, by=by), words=WORDS, by=by)
    seen = Plan.objects.get().version
    said = YES | {"how": "", "follow_up_on": clock.today().isoformat(), "seen_version": seen}
    client = act_as(cast.kerstin)
    answer = send(client, "plans:agree", case.person.public_id, **said)
    assert "how" in faults(answer)
    answer = send(client, "plans:agree", case.person.public_id, **said | {"how": "desk"})
    assert list(faults(answer)) == ["follow_up_on"]


CONSIDERED = "Dottern hämtas klockan tre. Praktiken slutar kvart i."


def a_plan(cast, case):
    """A plan with a goal, not agreed yet."""
    by = cast.by(cast.kerstin)
    actions.set_goal(actions.start(case, by=by), words=WORDS, by=by)
    return Plan.objects.get()


def says_yes(client, plan, **answers):
    """The form of the person's yes, sent with these answers about a child."""
    said = YES | {"seen_version": plan.version} | answers
    return send(client, "plans:agree", plan.person.public_id, **said)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"touches_child": ""}, "touches_child"),
        ({"touches_child": "kanske"}, "touches_child"),
        ({"touches_child": "True"}, "child_considered"),
        ({"touches_child": "True", "child_considered": "  "}, "child_considered"),
        ({"touches_child": "True", "child_considered": "å" * 1001}, "child_considered"),
    ],
)
def test_nobody_agrees_without_asking_about_a_child(cast, act_as, case, answers, field):
    plan = a_plan(cast, case)
    answer = says_yes(act_as(cast.kerstin), plan, **answers)
    assert list(faults(answer)) == [field]
    assert answers.get("child_considered", "").strip() in answer.content.decode()
    assert not Plan.objects.get().is_agreed


def test_what_was_considered_for_a_child_stays_with_the_plan_and_is_asked_anew(cast, act_as, case):
    client, person = act_as(cast.kerstin), case.person.public_id
    says_yes(client, a_plan(cast, case), touches_child="True", child_considered=CONSIDERED)
    page = body(client, "plans:plan", person)
    assert "Planen berör ett barn" in page
    assert page.count(CONSIDERED) == 2
    send(client, "plans:goal", person, words="Jag vill ta körkort")
    assert body(client, "plans:plan", person).count(CONSIDERED) == 1
    asked = look(client, "plans:agree", person)
    assert CONSIDERED in asked.content.decode()
    assert asked.context["form"]["touches_child"].value() is None
    says_yes(client, Plan.objects.first())
    answers = Plan.objects.values_list("number", "touches_child", "child_considered")
    assert set(answers) == {(1, True, CONSIDERED), (2, False, "")}


def test_a_plan_of_somebody_under_eighteen_touches_a_child(cast, act_as):
    born = clock.days_from_today(-17 * 365)
    facts = people.NewPerson("Elias", "Nordin", no_number_reason="waiting", birth_date=born)
    case = taken(cast, people.register(cast.unit, facts=facts, by=cast.system))
    plan, client = a_plan(cast, case), act_as(cast.kerstin)
    asked = look(client, "plans:agree", case.person.public_id)
    assert asked.context["form"]["touches_child"].value() is True
    assert list(faults(says_yes(client, plan))) == ["touches_child"]
    says_yes(client, plan, touches_child="True", child_considered=CONSIDERED)
    assert Plan.objects.get().is_agreed


def test_an_agreed_plan_is_not_agreed_again(cast, case):
    plan = agreed(cast, case)
    with pytest.raises(NotAllowedNowError):
        actions.agree(
            plan, how="desk", follow_up_on=LATER, child=NO_CHILD, by=cast.by(cast.kerstin)
        )


def test_a_stale_step_is_not_changed(cast, case):
    agreed(cast, case)
    facts = actions.ActivityFacts("guidance")
    with pytest.raises(StaleVersionError):
        actions.change_activity(
            Activity.objects.get(), facts=facts, seen_version=9, by=cast.by(cast.kerstin)
        )


def test_the_end_of_the_case_stops_open_steps(cast, case):
    agreed(cast, case)
    by = cast.by(cast.kerstin)
    assert [b.sentence for b in reading.exit_blockers(case, by=by)] == ["Praktik på Ekbacken"]
    facts = cases.ExitFacts(reason="job", occupation_after="work", verified_how="told")
    cases.end(case, facts=facts, seen_version=case.version, by=by)
    assert Activity.objects.get().status == "stopped"


def test_others_neither_see_nor_change_the_plan(cast, act_as, case):
    agreed(cast, case)
    step, goal, person = Activity.objects.get(), Goal.objects.get(), case.person.public_id
    outsider = act_as(cast.bjorn)
    assert look(outsider, "plans:plan", person).status_code == 403
    assert send(outsider, "plans:goal", person, words="x").status_code == 403
    for name, row in (("activity_done", step), ("goal_drop", goal), ("goal_reached", goal)):
        assert send(outsider, f"plans:{name}", row.public_id).status_code == 404
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    former = act_as(cast.kerstin)
    assert WORDS in body(former, "plans:plan", person)
    assert send(former, "plans:goal", person, words="x").status_code == 403
    assert send(former, "plans:activity_done", step.public_id).status_code == 403
    assert Activity.objects.get().is_open


def test_a_reached_goal_is_not_carried_on(cast, act_as, case):
    agreed(cast, case)
    send(act_as(cast.kerstin), "plans:goal_reached", Goal.objects.get().public_id)
    plan = actions.start(case, by=cast.by(cast.kerstin))
    assert not plan.goals.exists()
    assert plan.activities.exists()


def test_somebody_without_a_case_gets_the_way_to_one(cast, act_as):
    amina = cast.person(coordinator=cast.kerstin)
    client = act_as(cast.kerstin)
    for name in ("goal", "activity", "agree"):
        assert look(client, f"plans:{name}", amina.public_id).status_code == 409
    assert look(client, "plans:plan", amina.public_id).status_code == 200
