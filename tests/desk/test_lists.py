"""My day and the participants: narrowed by the address, saved under names, with chosen columns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.codes import queries as codes
from stegvis.core.lists import actions as lists
from stegvis.core.lists.models import SavedFilter
from stegvis.desk.myday import views
from tests.desk import story

IN_A_WEEK = timedelta(days=8)
SAVE, MINE = "/lists/myday/save/", "?bucket=mine&phase=3"


@pytest.fixture
def get(client, cast):
    """`get(address, account)`: a page as text, a week from now."""

    def page(address, account=None):
        with clock.set_to(clock.now() + IN_A_WEEK):
            client.force_login(account or cast.kerstin)
            return client.get(address).content.decode()

    return page


@pytest.fixture
def amina(cast):
    """Met and planned with, without a step."""
    case = story.taken(cast)
    story.met(cast, case)
    story.planned(cast, case)
    return case


@pytest.fixture
def johan(cast):
    """New, and not met yet."""
    return story.taken(cast, "Johan", "Ek")


def names(text):
    """Who stands in the table of a page."""
    table = text.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in text else ""
    return [name for name in ("Amina Warsame", "Johan Ek") if name in table]


@pytest.mark.parametrize(("query", "expected"), [
    ("", ["Amina Warsame", "Johan Ek"]),
    ("&phase=1", ["Johan Ek"]),
    ("&phase=3", ["Amina Warsame"]),
    ("&phase=1&phase=3", ["Amina Warsame", "Johan Ek"]),
    ("&phase=5", []),
    ("&reason=new", ["Johan Ek"]),
    ("&late=1", ["Johan Ek"]),
    ("&quiet=14", ["Johan Ek"]),
])  # fmt: skip
def test_my_day_is_narrowed_by_its_address(get, amina, johan, query, expected):
    assert names(get(f"/?bucket=mine{query}")) == expected


@pytest.mark.parametrize(("query", "expected"), [
    ("", ["Amina Warsame", "Johan Ek"]),
    ("?phase=1", ["Johan Ek"]),
    ("?todo=late", ["Johan Ek"]),
    ("?todo=none", ["Amina Warsame"]),
    ("?language=so", []),
    ("?still=1", []),
    ("?whose=unit&phase=3", ["Amina Warsame"]),
])  # fmt: skip
def test_the_participants_are_narrowed_by_the_address(get, amina, johan, query, expected):
    assert names(get(f"/cases/mine/{query}")) == expected


def test_an_order_is_what_it_says(get, cast, amina, johan):
    text = get("/?bucket=mine&sort=name").split("<tbody>")[1]
    assert text.index("Johan Ek") < text.index("Amina Warsame")
    text = get("/cases/mine/?sort=todo").split("<tbody>")[1]
    assert text.index("Johan Ek") < text.index("Amina Warsame")


def test_a_filter_is_announced_and_can_be_taken_away(get, amina, johan):
    text = get("/?bucket=mine&phase=1")
    announced = text.split('role="status">')[1].split("<")[0]
    assert announced.startswith("Alla mina: 1 av 2 personer")
    assert '<a class="chip" id="chip-1" href="?bucket=mine"' in text


def test_a_list_with_filters_that_nobody_passes_offers_to_take_them_away(get, amina):
    text = get("/?bucket=mine&phase=8")
    assert "Ingen här passar filtret" in text
    assert 'href="?bucket=mine"' in text


def test_a_count_is_what_the_list_shows(get, amina, johan):
    text = get("/?bucket=mine&phase=1")
    assert text.split('id="bucket-mine"')[1].split('"figure">')[1].startswith("1<")


def test_a_long_day_comes_in_pages_that_keep_the_filter(get, amina, johan, monkeypatch):
    monkeypatch.setattr(views, "ROWS", 1)
    first, second = (get(f"/day/?bucket=mine&phase=1&phase=3&page={number}") for number in (1, 2))
    assert sorted(names(first) + names(second)) == ["Amina Warsame", "Johan Ek"]
    assert "2 av 2 personer" in first
    assert "phase=1&amp;phase=3&amp;page=2" in first


def test_what_isnt_a_filter_never_comes_back_in_an_address(get, amina):
    assert "Hemligt" not in get("/?bucket=mine&phase=1&name=Hemligt")


def test_nothing_about_somebody_protected_passes_a_filter(get, cast, amina):
    people.set_protection(
        amina.person, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    assert "Skyddat ärende" in get("/cases/mine/")
    assert "Skyddat ärende" not in get("/cases/mine/?phase=3")
    assert "Skyddat ärende" not in get(f"/cases/mine/?language={amina.person.language}")
    assert '<td class="who">' not in get("/?bucket=mine&phase=3")


def save(client, name, *, query=MINE, **more):
    return client.post(SAVE + query, {"key": f"k-{name}", "name": name, **more})


def test_a_filter_is_saved_under_a_name_and_counted(client, cast, get, amina, johan):
    client.force_login(cast.kerstin)
    answer = save(client, "Behöver ett steg")
    assert answer["Location"] == "/day/?bucket=mine&phase=3"
    text = get("/")
    assert "Behöver ett steg" in text
    saved = text.split("Behöver ett steg")[1].split("</a>")[0]
    assert '"figure">1<' in saved
    assert AuditEvent.objects.filter(verb="lists.filter.saved").count() == 1


def test_a_saved_filter_keeps_codes_and_nothing_else(client, cast):
    client.force_login(cast.kerstin)
    save(client, "Mina", query="?bucket=mine&phase=3&q=Amina+Warsame&phase=x")
    assert SavedFilter.objects.get().query == "bucket=mine&phase=3"


def test_a_filter_sent_twice_is_saved_once(client, cast):
    client.force_login(cast.kerstin)
    first, second = save(client, "Mina"), save(client, "Mina")
    assert first["Location"] == second["Location"]
    assert SavedFilter.objects.count() == 1


def test_a_name_that_is_taken_is_told_and_nothing_typed_is_lost(client, cast):
    client.force_login(cast.kerstin)
    save(client, "Mina")
    answer = client.post(SAVE + MINE, {"key": "other", "name": "mina"})
    assert "Du har redan ett filter som heter ”mina”" in answer.content.decode()
    assert 'value="mina"' in answer.content.decode()


def test_a_shared_filter_is_seen_by_the_unit_and_an_own_one_isnt(client, cast, get):
    client.force_login(cast.kerstin)
    save(client, "Våra nya", is_shared="on")
    save(client, "Bara mitt")
    text = get("/", cast.bjorn)
    assert "Våra nya" in text
    assert "Kerstin Norling" in text
    assert "Bara mitt" not in text


def test_a_shared_filter_stays_in_its_unit_when_it_is_renamed_from_another(client, cast):
    client.force_login(cast.kerstin)
    save(client, "Våra nya", is_shared="on")
    saved, elsewhere = SavedFilter.objects.get(), replace(cast.by(cast.kerstin), unit_id=None)
    lists.change_filter(saved, name="Nya", is_shared=True, seen_version=1, by=elsewhere)
    assert saved.unit_id == cast.unit.pk
    lists.change_filter(saved, name="Nya", is_shared=False, seen_version=2, by=elsewhere)
    assert saved.unit_id is None


def test_only_whoever_saved_a_filter_changes_it(client, cast):
    client.force_login(cast.kerstin)
    save(client, "Våra nya", is_shared="on")
    saved = SavedFilter.objects.get()
    client.force_login(cast.bjorn)
    for address in ("", "up/", "remove/"):
        typed = {"key": "k", "name": "Kapat", "seen_version": saved.version}
        assert client.post(f"/lists/filter/{saved.public_id}/{address}", typed).status_code == 404
    assert SavedFilter.objects.get().name == "Våra nya"


def test_saved_filters_are_put_in_order_renamed_and_removed(client, cast):
    client.force_login(cast.kerstin)
    for name in ("Ett", "Två", "Tre"):
        save(client, name)
    three = SavedFilter.objects.get(name="Tre")
    client.post(f"/lists/filter/{three.public_id}/up/", {"key": "u"})
    assert [row.name for row in SavedFilter.objects.all()] == ["Ett", "Tre", "Två"]
    three.refresh_from_db()
    client.post(
        f"/lists/filter/{three.public_id}/",
        {"key": "e", "name": "Tredje", "seen_version": three.version},
    )
    assert "Tredje" in client.get("/lists/myday/").content.decode()
    client.post(f"/lists/filter/{three.public_id}/remove/", {"key": "r"})
    assert [row.name for row in SavedFilter.objects.all()] == ["Ett", "Två"]


def test_columns_are_chosen_for_the_account_and_kept(client, cast, get, johan):
    assert "Kommun</th>" not in get("/?bucket=mine")
    client.force_login(cast.kerstin)
    answer = client.post(
        "/lists/myday/columns/?bucket=mine",
        {"key": "c", "columns": ["municipality", "why", "nonsense"]},
    )
    assert "Välj ett giltigt alternativ" in answer.content.decode()
    client.post(
        "/lists/myday/columns/?bucket=mine", {"key": "d", "columns": ["municipality", "why"]}
    )
    text = get("/?bucket=mine")
    assert "Kommun</th>" in text
    assert "Nästa steg</th>" not in text
    assert " checked" not in get("/lists/myday/columns/").split('value="next"')[1].split(">")[0]
    theirs = get("/lists/myday/columns/", cast.bjorn).split('value="next"')[1].split(">")[0]
    assert " checked" in theirs


def test_the_address_is_there_again_after_signing_in(client, amina):
    answer = client.get("/cases/mine/?phase=3&sort=todo")
    assert answer.status_code == 302
    assert "next=/cases/mine/%3Fphase%3D3%26sort%3Dtodo" in answer["Location"]


def test_somebody_who_meets_nobody_has_no_such_lists(client, cast):
    client.force_login(cast.admin)
    assert client.get("/lists/myday/").status_code == 404


def test_a_filter_of_tasks_asks_the_database_and_no_room(get, cast, amina, johan):
    cases.add_task(
        amina, kind="call", due_on=clock.days_from_today(10), account=cast.kerstin,
        by=cast.by(cast.kerstin),
    )  # fmt: skip
    assert names(get("/cases/mine/?todo=week")) == ["Amina Warsame"]


def test_more_than_a_filter_holds_is_told_and_not_saved(cast, client):
    client.force_login(cast.kerstin)
    query = "&".join(f"language={code}" for code in codes.labels("language"))
    answer = client.post(f"/lists/participants/save/?{query}", {"key": "k", "name": "Alla språk"})
    assert "För mycket är valt" in answer.content.decode()
    assert not SavedFilter.objects.exists()
