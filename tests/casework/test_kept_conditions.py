"""The condition of who may be listed is put together once, and holds for each who asks and when."""

from datetime import timedelta

import pytest

from stegvis.casework.people import access, actions, conditions, queries
from stegvis.casework.people.models import Ground, Person
from stegvis.core import clock


def listed(account, cast):
    """Whom somebody may list, by the kept condition; the same as by the rules themselves."""
    by = cast.by(account)
    kept = conditions.visible_person(by, "name", "pk")
    found = set(Person.objects.filter(pk=kept).order_by("pk"))
    assert found == set(queries.visible_to(by))
    return found


@pytest.fixture(autouse=True)
def nothing_kept_before():
    conditions._of_such.cache_clear()


def test_what_is_kept_after_one_holds_for_each(cast):
    amina = cast.person(coordinator=cast.kerstin)
    nora = cast.person("Nora", "Berg", coordinator=cast.bjorn)
    people = {cast.kerstin: {amina}, cast.bjorn: {nora}, cast.maria: set()}
    assert {account: listed(account, cast) for account in people} == people


def test_what_is_kept_holds_for_those_of_another_board(cast, board, vera):
    amina = cast.person(coordinator=cast.kerstin)
    assert listed(cast.kerstin, cast) == {amina}
    assert listed(vera, cast) == set()
    actions.grant(amina, account_id=vera.pk, ground=Ground.CONSENT, by=cast.system)
    assert listed(vera, cast) == {amina}


def test_what_is_kept_today_holds_tomorrow(cast, amina, siri):
    actions.grant(
        amina,
        account_id=cast.bjorn.pk,
        ground=Ground.ASSIGNMENT,
        ends=clock.now() + timedelta(hours=1),
        by=cast.system,
    )
    actions.grant(siri, account_id=cast.kerstin.pk, ground=Ground.ASSIGNMENT, by=cast.system)
    assert listed(cast.bjorn, cast) == {amina}
    with clock.set_to(clock.now() - timedelta(days=2)):
        assert listed(cast.bjorn, cast) == set()
        assert listed(cast.kerstin, cast) == set()
    with clock.set_to(clock.now() + timedelta(days=2)):
        assert listed(cast.bjorn, cast) == set()
        assert listed(cast.kerstin, cast) == {amina, siri}


def test_what_is_kept_after_a_colleague_leaves_out_ones_own_family(cast):
    own = cast.person("Kerstin", "Norling", coordinator=cast.bjorn)
    child = cast.person("Ida", "Norling", coordinator=cast.bjorn)
    for person in (own, child):
        actions.grant(person, account_id=cast.kerstin.pk, ground=Ground.ASSIGNMENT, by=cast.system)
    assert listed(cast.bjorn, cast) == listed(cast.kerstin, cast) == {own, child}
    actions.link_household(own, other=child, kind="parent", by=cast.system)
    actions.name_colleague(own, account=cast.kerstin, officers=[cast.bjorn], by=cast.system)
    assert listed(cast.kerstin, cast) == set()


@pytest.mark.parametrize(
    "rule",
    [
        lambda by: {"pk": by.account_id + 1},
        lambda by: {"created_at__lte": clock.now() - timedelta(days=30)},
        lambda by: {"birth_date__lte": clock.days_from_today(-30)},
    ],
)
def test_a_rule_that_works_something_out_of_who_asks_or_when_is_refused(cast, monkeypatch, rule):
    rules = access.visible

    def with_one_more(actor, *args, **kwargs):
        return rules(actor, *args, **kwargs).filter(**rule(actor))

    monkeypatch.setattr(access, "visible", with_one_more)
    with pytest.raises(RuntimeError, match="works out"):
        conditions.visible_person(cast.by(cast.kerstin), "name")


def test_what_is_kept_holds_for_those_of_the_unit(cast, amina, board, vera):
    actions.grant(
        amina, unit=cast.unit, role="unit_manager", ground=Ground.ASSIGNMENT, by=cast.system
    )
    actions.grant(amina, unit=board[0], ground=Ground.CONSENT, by=cast.system)
    reached = {account: listed(account, cast) for account in (cast.bjorn, cast.maria, vera)}
    assert reached == {cast.bjorn: set(), cast.maria: {amina}, vera: {amina}}


def test_a_key_that_only_looks_like_a_year_is_no_mark():
    """A tenant may well have it."""
    conditions._refuse_derived(("", (conditions.MOMENT.year, conditions.MOMENT.year + 1)))
