from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.work.matching import actions
from stegvis.work.matching.models import Proposal
from tests.work.matching import (
    CHILD_MINDER,
    FIRST,
    PUPIL_ASSISTANT,
    SECOND,
    SODERHAMN,
    change,
    enrolled,
    later,
    participant,
    place,
)
from tests.work.matching import knows as knows  # noqa: PLC0414


class AtAGlance(HTMLParser):
    """The text of a page as it is before anything is opened."""

    def __init__(self):
        super().__init__()
        self.closed, self.in_summary, self.seen = 0, 0, []

    def handle_starttag(self, tag, attrs):
        self.closed += tag == "details" and "open" not in dict(attrs)
        self.in_summary += tag == "summary"

    def handle_endtag(self, tag):
        self.closed -= tag == "details" and self.closed > 0
        self.in_summary -= tag == "summary"

    def handle_data(self, data):
        if not self.closed or (self.closed == 1 and self.in_summary):
            self.seen.append(data)


def glance(response):
    parser = AtAGlance()
    parser.feed(response.content.decode())
    return " ".join(" ".join(parser.seen).split())


def page(cast, act_as, person, query="", **more):
    return act_as(cast.kerstin).get(
        reverse("matching:proposals", args=[person.public_id]) + query, **more
    )


def send(cast, act_as, person, key="k1", **fields):
    address = reverse("matching:proposals", args=[person.public_id])
    return act_as(cast.kerstin).post(address, {"key": key, **fields}, follow=True)


def test_the_best_place_stands_open_with_its_terms_and_their_sum(cast, act_as, knows):
    amina = enrolled(cast)
    knows(occupations=[CHILD_MINDER], skills={FIRST: 1, SECOND: 2})
    place(cast, title="Barnskötare", must_skills=[FIRST, SECOND])
    place(cast, title="Elevassistent", occupation=PUPIL_ASSISTANT, must_skills=[FIRST])
    shown = glance(page(cast, act_as, amina))
    assert "Det här passar Amina" in shown
    assert "2 passar" in shown
    for words in ("Alla 2 krav +45", "Yrke: barnskötare +25", "Summa 70", "Saknar: inget"):
        assert words in shown


def test_the_shown_terms_add_up_to_the_shown_sum(cast, act_as, knows):
    amina = enrolled(cast)
    knows(occupations=[CHILD_MINDER], skills={FIRST: 0}, latitude=61.3, longitude=16.2)
    place(cast, must_skills=[FIRST, SECOND], merit_skills=[FIRST])
    opened = page(cast, act_as, amina).context["match"].opened
    assert sum(term.points for term in opened.row.terms) == opened.row.score


def test_what_lacks_something_is_near_with_its_remedy(cast, act_as, knows):
    amina = enrolled(cast)
    knows(occupations=[CHILD_MINDER])
    place(cast, title="Passar")
    place(cast, title="Nästan", must_skills=[FIRST], licences=["B"])
    match = page(cast, act_as, amina).context["match"]
    assert [row.place.title for row in match.near] == ["Nästan"]
    assert match.near[0].remedies == ["körkort B", "kurs eller intyg"]


def test_another_place_is_opened_by_its_link(cast, act_as, knows):
    amina = enrolled(cast)
    place(cast, title="Ett")
    other = place(cast, title="Två")
    opened = page(cast, act_as, amina, f"?place={other.public_id}").context["match"].opened
    assert opened.row.place == other


def test_health_is_not_told_at_a_glance_but_counted_in_what_is_opened(cast, act_as, knows):
    amina = enrolled(cast)
    knows(exposures_avoided=["noise"], capacity=50)
    place(cast, title="Bullrigt", exposures=["noise"])
    place(cast, title="Heltid", extent_min=100, extent_max=100)
    place(cast, title="Lagom", extent_min=25, extent_max=50)
    answer = page(cast, act_as, amina)
    shown = glance(answer)
    assert "Passar inte just nu: 2" in shown
    for word in ("undvika", "Bullrigt", "Fler timmar", "Heltid"):
        assert word not in shown
        assert word in answer.content.decode()


def test_what_several_limits_hide_is_counted_apart_so_that_the_lines_add_up(cast, act_as, knows):
    amina = enrolled(cast)
    knows(exposures_avoided=["noise"], capacity=50)
    place(cast, exposures=["noise"], extent_min=100)
    place(cast, exposures=["noise"])
    match = page(cast, act_as, amina).context["match"]
    assert match.hidden_count == 2
    assert [group.count for group in match.hidden] == [1]
    assert match.hidden_by_several == 1


def test_farther_than_the_person_travels_is_hidden_and_at_the_limit_to_be_checked(
    cast, act_as, knows
):
    amina = enrolled(cast)
    knows(latitude=61.35, longitude=16.4, travel_limit=30)
    far = place(cast, title="Långt", municipality_code=SODERHAMN)
    edge = place(cast, title="På gränsen", latitude=61.55, longitude=16.4)
    match = page(cast, act_as, amina).context["match"]
    assert match.opened.row.place == edge
    assert match.opened.row.why.check_journey
    assert [row.place for row in match.hidden[0].rows] == [far]


def test_places_past_their_last_day_or_removed_are_out(cast, act_as, knows):
    amina = enrolled(cast)
    change(place(cast), removed_on=clock.today())
    place(cast)
    assert page(cast, act_as, amina).context["match"].open_count == 1
    with later(31):
        assert page(cast, act_as, amina).context["match"].open_count == 0


def test_a_place_is_proposed_with_one_press_and_leaves_the_list(cast, act_as, knows):
    amina, where = enrolled(cast), place(cast, title="Barnskötare")
    answer = send(cast, act_as, amina, place=where.public_id, decision="proposed")
    kept = Proposal.objects.get()
    assert (kept.opportunity, kept.decision) == (where, "proposed")
    assert "Platsen är föreslagen för Amina." in answer.content.decode()
    match = answer.context["match"]
    assert (match.open_count, match.decided) == (0, [kept])
    with later(15):
        assert page(cast, act_as, amina).context["match"].open_count == 1


def test_a_double_press_decides_once(cast, act_as, knows):
    amina, where = enrolled(cast), place(cast)
    for _time in range(2):
        send(cast, act_as, amina, place=where.public_id, decision="not_now")
    assert Proposal.objects.count() == 1


def test_a_reason_that_is_missing_is_asked_for_and_the_words_are_kept(cast, act_as, knows):
    amina, where = enrolled(cast), place(cast)
    answer = send(
        cast, act_as, amina, place=where.public_id, decision="does_not_fit", note="Trappor överallt"
    )
    shown = glance(answer)
    assert "Säg varför: välj en orsak i listan." in shown
    assert "Trappor överallt" in shown
    assert not Proposal.objects.exists()


def test_the_reason_of_a_no_is_not_on_the_page_at_a_glance(cast, act_as, knows):
    amina, where = enrolled(cast), place(cast)
    by = cast.by(cast.kerstin)
    actions.decide(amina, opportunity=where, decision="does_not_fit", reason="health", by=by)
    assert "hälsan" not in glance(page(cast, act_as, amina))


def test_a_decided_place_can_be_looked_at_no_more_in_the_list(cast, act_as, knows):
    amina, where = enrolled(cast), place(cast)
    by = cast.by(cast.kerstin)
    actions.decide(amina, opportunity=where, decision="does_not_fit", reason="hours", by=by)
    match = page(cast, act_as, amina, f"?place={where.public_id}").context["match"]
    assert match.opened is None


def test_opening_the_page_is_written_in_the_log(cast, act_as, knows):
    amina = enrolled(cast)
    page(cast, act_as, amina)
    reads = AuditEvent.objects.filter(kind=EventKind.READ, person_id=amina.pk)
    event = reads.get(verb="people.person.opened")
    assert (event.account_id, event.purpose) == (cast.kerstin.pk, "matching")


@pytest.mark.parametrize(("who", "status"), [("admin", 404), ("stig", 404)])
def test_those_without_a_task_do_not_see_it(cast, act_as, knows, who, status):
    amina = enrolled(cast)
    address = reverse("matching:proposals", args=[amina.public_id])
    assert act_as(getattr(cast, who)).get(address).status_code == status


def test_the_number_of_queries_does_not_grow_with_the_places(cast, act_as, knows):
    amina, client = enrolled(cast), act_as(cast.kerstin)
    address = reverse("matching:proposals", args=[amina.public_id])
    counts = []
    for number in (2, 30):
        for _one in range(number):
            place(cast, must_skills=[FIRST])
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 37


def test_an_answer_is_written_down_for_the_person(cast, act_as, knows):
    amina, where = enrolled(cast), place(cast)
    kept = actions.decide(amina, opportunity=where, decision="proposed", by=cast.by(cast.kerstin))
    address = reverse("matching:answer", args=[kept.public_id])
    client = act_as(cast.kerstin)
    assert "Hur fick du svaret?" in client.get(address).content.decode()
    answer = client.post(
        address, {"key": "k", "answer": "yes", "how": "phone", "reason": ""}, follow=True
    )
    kept.refresh_from_db()
    assert (kept.answer, kept.answered_how) == ("yes", "phone")
    assert "Svaret är ja" in answer.content.decode()


def test_a_proposal_of_somebody_elses_is_not_found(cast, act_as, knows):
    kept = actions.decide(
        enrolled(cast), opportunity=place(cast), decision="proposed", by=cast.by(cast.kerstin)
    )
    address = reverse("matching:answer", args=[kept.public_id])
    assert act_as(cast.bjorn).get(address).status_code == 404


def test_the_person_reads_the_question_and_answers_on_a_page_of_their_own(cast, act_as, knows):
    amina = enrolled(cast)
    where = place(cast, title="Barnskötare", must_skills=[FIRST])
    kept = actions.decide(
        amina,
        opportunity=where,
        decision="proposed",
        note="Du sa att du saknar barnen.",
        by=cast.by(cast.kerstin),
    )
    client = act_as(participant(cast, amina))
    address = reverse("matching:answer", args=[kept.public_id])
    shown = glance(client.get(address))
    assert "De frågar efter något som vi inte vet om du har." in shown
    assert "Du sa att du saknar barnen." in shown
    assert "Hur fick du svaret?" not in shown
    client.post(address, {"key": "k", "answer": "no", "reason": "too_far"})
    kept.refresh_from_db()
    assert (kept.answer, kept.answered_how) == ("no", "own_page")


def test_the_list_of_places_is_not_a_page_of_the_persons(cast, act_as, knows):
    amina = enrolled(cast)
    address = reverse("matching:proposals", args=[amina.public_id])
    assert act_as(participant(cast, amina)).get(address).status_code == 404


def test_whoever_has_no_profile_is_not_shown_as_if_much_were_known(cast, act_as, knows):
    amina = enrolled(cast)
    place(cast)
    asked = "Vi vet inte än vad Amina kan och vill"
    assert asked in glance(page(cast, act_as, amina))
    knows(wishes=[CHILD_MINDER])
    assert asked not in glance(page(cast, act_as, amina))


def test_a_colleague_without_a_task_is_told_why(cast, act_as, knows):
    address = reverse("matching:proposals", args=[enrolled(cast).public_id])
    assert act_as(cast.bjorn).get(address).status_code == 403
