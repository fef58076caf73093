"""What a room shows once a form in it is sent: asked for once, all of it fresh, nothing lost."""

from playwright.sync_api import expect

from stegvis.casework.people.models import ContactWay
from tests.browser.rooms import amina as amina  # noqa: PLC0414
from tests.browser.rooms import ask_for_a_goal, goal_field, panel
from tests.browser.rooms import file as file  # noqa: PLC0414


def add_a_task(page, words):
    page.get_by_role("link", name="Lägg till en uppgift").click()
    panel(page).get_by_label("Vad", exact=True).select_option(index=1)
    panel(page).get_by_label("Med fler ord").fill(words)
    panel(page).get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("status")).to_have_text("Uppgiften är tillagd.")


def type_in_the_room(page):
    """A form of the room's own, half filled."""
    page.evaluate(
        """document.getElementById("room").insertAdjacentHTML("beforeend",
          '<form method="post" id="own"><label>Eget <input name="own"></label></form>')"""
    )
    page.get_by_label("Eget").fill("Halvt ifyllt")


def posts(page):
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    return sent


def test_another_half_filled_form_of_the_room_stays(file):
    type_in_the_room(file)
    add_a_task(file, "Ring skolan")
    expect(file.get_by_label("Eget")).to_have_value("Halvt ifyllt")


def test_the_numbers_behind_are_those_that_may_be_used(file, amina):
    contact = file.get_by_role("region", name="Kontakt")
    expect(contact).to_contain_text("070-1740605")
    type_in_the_room(file)
    contact.get_by_role("link", name="ändra").click()
    panel(file).get_by_role("button", name="Ta bort").first.click()
    expect(file.get_by_role("status")).to_have_text("Sparat.")
    expect(file.locator("#room")).not_to_contain_text("070-1740605")
    expect(file.get_by_label("Eget")).to_have_value("Halvt ifyllt")
    assert not ContactWay.objects.filter(person=amina).exists()


def test_a_form_that_leads_to_itself_is_kept_and_says_so(file):
    file.locator(".file-head").get_by_role("link", name="Anteckna").click()
    panel(file).locator("textarea").first.fill("Ett utkast")
    panel(file).get_by_role("button", name="Spara som utkast").click()
    expect(panel(file).get_by_role("status")).to_contain_text("Utkastet är sparat")
    assert panel(file).get_attribute("data-typed") is None
    expect(panel(file).locator("textarea").first).to_have_value("Ett utkast")


def test_an_answer_that_refuses_is_shown_and_not_asked_for_again(file, console):
    add_a_task(file, "Görs av någon annan")
    done = file.locator("form[action*='/done/']").first
    done.evaluate("(form) => form.setAttribute('action', '/cases/task/aaaaaaaaaaaaaaaa/done/')")
    sent = posts(file)
    done.get_by_role("button").click()
    expect(file.locator("#room form[action*='/done/']")).to_have_count(0)
    assert len(sent) == 1
    console.clear()


def test_a_page_without_a_form_is_opened_once(file, amina):
    file.evaluate(
        """(address) => document.getElementById("room").insertAdjacentHTML("beforeend",
          `<p><a href="${address}" data-here>Läs bara</a></p>`)""",
        f"/person/{amina.public_id}/notes/",
    )
    asked = []
    file.on("request", lambda one: asked.append(one.url) if one.url.endswith("/notes/") else None)
    file.get_by_role("link", name="Läs bara").click()
    file.wait_for_url("**/notes/")
    expect(file.get_by_role("heading", name="Anteckningar", level=1)).to_be_focused()
    assert len(asked) == 1


def test_a_draft_keeps_only_its_own_form_from_the_question(file):
    lost = "window.isLostWith(document.getElementById('room'))"
    file.locator(".file-head").get_by_role("link", name="Anteckna").click()
    panel(file).locator("textarea").first.fill("Sparas av sig självt")
    assert not file.evaluate(lost)
    type_in_the_room(file)
    assert file.evaluate(lost)


def test_a_slow_form_does_not_come_to_another_room(file):
    held = []

    def hold(route):
        held.append(route)

    file.route("**/task/", hold)
    file.get_by_role("link", name="Lägg till en uppgift").click()
    expect(file.locator("[aria-busy]")).to_have_count(1)
    tabs = file.get_by_role("navigation", name="Delar av akten")
    tabs.get_by_role("link", name="Plan").click()
    expect(file.get_by_role("heading", level=1, name="Plan")).to_be_visible()
    held[0].continue_()
    expect(file.locator("html[data-opens]")).to_have_count(0, timeout=15_000)
    expect(panel(file)).to_have_count(0)


def test_a_copied_page_closes_its_form_without_a_step_back(file):
    file.goto(file.url.replace("/person/", "/plans/"))
    ask_for_a_goal(file)
    file.evaluate("history.back = () => {}")
    file.keyboard.press("Escape")
    expect(file.get_by_role("link", name="Lägg till mål")).to_be_focused()


def test_no_id_is_there_twice_and_labels_lead_to_their_own_field(file):
    file.goto(file.url.replace("/person/", "/plans/"))
    file.evaluate(
        """document.getElementById("room").insertAdjacentHTML("beforeend",
          '<form><label for="id_words">Samma <input id="id_words"></label></form>')"""
    )
    ask_for_a_goal(file)
    ids = file.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    expect(goal_field(file)).to_have_attribute("id", "here-id_words")


def test_what_is_not_saved_is_told_in_words(file):
    file.goto(file.url.replace("/person/", "/plans/"))
    ask_for_a_goal(file)
    file.keyboard.type("Något")
    file.go_back()
    expect(file.get_by_role("link", name="Lägg till mål (inte sparat)")).to_be_visible()
