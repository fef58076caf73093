"""The places that fit best, on the overview of the file: fetched after it, proposed from it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.work.matching.models import Proposal
from tests.desk import story
from tests.work.matching import CHILD_MINDER, CLEANER, FIRST, enrolled, place
from tests.work.matching import knows as knows  # noqa: PLC0414

OPENED, SHOWN = "people.person.opened", "matching.best.shown"


@pytest.fixture
def fetched(cast, act_as, knows):
    """The places as the overview fetches them, for Kerstin or somebody else."""
    knows(occupations=[CHILD_MINDER], skills={FIRST: 1})

    def get(person, *, who=None, **more):
        client = act_as(who or cast.kerstin)
        client.get(story.page_of(person))
        address = reverse("matching:best", args=[person.public_id])
        return client.get(address, headers={"HX-Request": "true"}, **more)

    return get


def test_the_overview_leads_to_them_and_asks_for_them_afterwards(cast, act_as):
    amina = enrolled(cast)
    text = act_as(cast.kerstin).get(story.page_of(amina)).content.decode()
    address = reverse("matching:best", args=[amina.public_id])
    assert f'hx-get="{address}" hx-trigger="load"' in text
    assert f'<a href="{address}">Visa platserna som passar bäst</a>' in text


def test_three_are_shown_the_best_first_each_with_its_main_reason(cast, fetched):
    amina = enrolled(cast)
    place(cast, title="Städare", occupation=CLEANER)
    for title in ("Förskola A", "Förskola B", "Förskola C"):
        place(cast, title=title, must_skills=[FIRST])
    text = fetched(amina).content.decode()
    assert "<html" not in text
    assert [f"Förskola {letter}" in text for letter in "ABC"] == [True] * 3
    assert "Städare" not in text
    assert text.count('<span class="also reason">Har: ') == 3


def test_a_short_way_alone_makes_no_place_a_good_one(cast, fetched):
    amina = enrolled(cast)
    place(cast, title="Städare", occupation=CLEANER)
    assert "Städare" in fetched(amina).content.decode()
    place(cast, title="Barnskötare")
    text = fetched(amina).content.decode()
    assert "Barnskötare" in text
    assert "Städare" not in text


def test_that_nothing_is_demanded_is_no_reason_beside_another(cast, fetched):
    amina = enrolled(cast)
    place(cast)
    text = fetched(amina).content.decode()
    assert "Yrke: barnskötare" in text
    assert "Inga uttalade krav" not in text


def test_one_is_proposed_from_the_overview_and_makes_room_for_the_next(cast, act_as, fetched):
    amina = enrolled(cast)
    chosen = place(cast, title="Barnskötare på Björken")
    rows = fetched(amina).context["best"]
    assert [row.place for row, _form in rows] == [chosen]
    sent = {"key": "k", "place": chosen.public_id, "decision": "proposed"}
    client = act_as(cast.kerstin)
    address = reverse("matching:proposals", args=[amina.public_id])
    answer = client.post(address, sent | {"next": story.page_of(amina)})
    assert answer.url == story.page_of(amina)
    assert Proposal.objects.get(person=amina).opportunity == chosen
    assert "Björken" not in fetched(amina).content.decode()


def test_nobody_is_matched_after_the_exit_on_the_overview(cast, act_as):
    case = story.taken(cast)
    cases.end(case, facts=story.EXIT, seen_version=case.version, by=cast.system)
    text = act_as(cast.kerstin).get(story.page_of(case.person)).content.decode()
    assert "Passar bäst" not in text


@pytest.mark.parametrize("who", ["bjorn", "admin", "stig"])
def test_whoever_does_not_reach_the_file_is_refused_them(cast, act_as, fetched, who):
    amina = enrolled(cast)
    place(cast, title="Barnskötare på Björken")
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    answer = fetched(amina, who=getattr(cast, who))
    assert answer.status_code in (403, 404)
    assert "Björken" not in answer.content.decode()
    assert "Björken" in fetched(amina).content.decode()


def _logged(cast, person):
    rows = AuditEvent.objects.filter(person_id=person.pk, account_id=cast.kerstin.pk)
    return list(rows.filter(verb__in=(OPENED, SHOWN)).order_by("pk").values_list("verb", flat=True))


def test_the_look_at_the_overview_is_one_opening(cast, fetched):
    amina = enrolled(cast)
    fetched(amina)
    assert _logged(cast, amina) == [OPENED, SHOWN]


def test_asked_for_by_themselves_they_are_an_opening(cast, act_as):
    amina = enrolled(cast)
    address = reverse("matching:best", args=[amina.public_id])
    client = act_as(cast.kerstin)
    client.get(address, headers={"HX-Request": "true"})
    assert _logged(cast, amina) == [OPENED]
    with clock.set_to(clock.now() + timedelta(minutes=30)):
        client.get(address, headers={"HX-Request": "true"})
    assert _logged(cast, amina) == [OPENED, OPENED]


def test_what_was_opened_of_another_part_of_the_file_does_not_count(cast, act_as):
    amina = enrolled(cast)
    client = act_as(cast.kerstin)
    client.get(reverse("person:notes", args=[amina.public_id]))
    client.get(reverse("matching:best", args=[amina.public_id]), headers={"HX-Request": "true"})
    assert _logged(cast, amina) == [OPENED, OPENED]
