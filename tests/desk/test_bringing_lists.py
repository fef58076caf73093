"""A manager brings the unit's own list: looked through first, then taken in, and only once."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from stegvis.casework.cases.models import Case, Referral, Task
from stegvis.casework.people import actions as people
from stegvis.casework.people import lookups
from stegvis.casework.people.models import Person, Protection
from stegvis.casework.plans.models import Activity, Goal
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.models import AuditEvent
from stegvis.core.codes import queries as codes
from stegvis.core.documents.models import Document
from stegvis.core.jobs.worker import run_worker
from stegvis.core.notices.models import Notice
from stegvis.desk.intake.models import Arrival, Sheet, SheetRow
from stegvis.work.employers.models import Employer
from stegvis.work.placements.models import Placement
from tests.casework.pages import faults, look, send
from tests.cast import FIRST_DAY
from tests.desk.lists import AMINA, HEADINGS, NORA, sent, separated, take_in, workbook


@pytest.fixture
def maria(cast, act_as):
    """The unit's manager at her screen."""
    return act_as(cast.maria)


def counts():
    models = (Person, Case, Referral, Goal, Activity, Placement, Employer, Arrival)
    return [model.objects.count() for model in models]


def test_nothing_is_stored_before_the_button_and_then_everything_of_a_row(cast, maria):
    page = sent(maria, AMINA, NORA)
    assert "2 rader genomgångna. Inget är sparat än." in page.content.decode()
    assert counts() == [0] * 8
    page = take_in(maria)
    assert "Allt som gick att läsa in är inläst." in page.content.decode()
    amina = Person.objects.get(given_name="Amina")
    case = amina.cases.get()
    assert (case.coordinator.account, str(case.opened_on)) == (cast.kerstin, "2026-09-01")
    goal = Goal.objects.get()
    assert (goal.words, goal.plan.is_agreed) == ("Jag vill jobba i kök", False)
    assert Activity.objects.get().goal == goal
    placement = Placement.objects.get()
    assert (placement.employer.name, placement.extent, placement.kind) == (
        "Bageriet Exempel",
        50,
        "internship",
    )
    assert Person.objects.get(given_name="Nora").cases.get().coordinator.account == cast.bjorn


def test_a_separated_file_comes_in_as_well(cast, maria):
    sent(maria, content=separated(AMINA, NORA, encoding="cp1252"), name="lista.csv")
    take_in(maria)
    assert Person.objects.count() == 2


def test_nobody_is_told_of_a_new_case_that_they_have_had_all_along(cast, maria):
    sent(maria, AMINA)
    take_in(maria)
    assert not Notice.objects.exists()
    assert not Task.objects.exists()


def test_the_same_list_sent_again_adds_nothing(cast, maria, act_as):
    sent(maria, AMINA, NORA)
    take_in(maria)
    before = counts()
    page = sent(maria, AMINA, NORA)
    assert "Finns redan" in page.content.decode()
    take_in(maria)
    assert counts() == before


def test_a_list_with_more_in_it_adds_what_is_new_and_overwrites_nothing(cast, maria):
    bare = {key: AMINA[key] for key in ("Förnamn", "Efternamn", "Personnummer", "Koordinator")}
    sent(maria, bare)
    take_in(maria)
    sent(maria, AMINA | {"Förnamn": "Ajna"})
    take_in(maria)
    assert Person.objects.get().given_name == "Amina"
    assert (Goal.objects.count(), Placement.objects.count()) == (1, 1)


def test_somebody_without_a_coordinator_waits_in_the_queue(cast, maria):
    sent(maria, NORA | {"Koordinator": ""})
    take_in(maria)
    referral = Referral.objects.get()
    assert referral.is_waiting
    assert referral.disclosure_ground == "own_register"
    offered = dict(codes.choices("disclosure_ground", country="SE"))
    assert "own_register" not in offered
    assert codes.label("disclosure_ground", "own_register").startswith("Enhetens egna uppgifter")
    assert not Case.objects.exists()


def test_three_hundred_rows_with_forty_faults_tell_each_fault_and_leave_the_rest(cast, maria):
    rows = [NORA | {"Förnamn": f"Nora{n}", "Efternamn": f"Ek{n}"} for n in range(300)]
    for n in range(0, 280, 7):
        rows[n] = rows[n] | {"Språk": "klingon"}
    page = sent(maria, *rows)
    assert page.context["faulty"] == 40
    assert page.context["good"] == 260
    assert [row.number for row in page.context["rows"]] == list(range(2, 282, 7))


KINDS_OF_FAULT = {
    "Förnamn": "", "Personnummer": "18900101-9803", "Födelsedatum": "31/2 1994", "Språk": "klingon",
    "Telefon": "ring mamma", "E-post": "inte-en-adress", "Inskriven": "2099-01-01",
    "Koordinator": "Ingen Alls", "Steg": "Prova på", "Omfattning": "150 %",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["xlsx", "utf-8-sig", "cp1252"])
def test_forty_faults_of_many_kinds_are_told_in_whatever_way_the_list_was_saved(maria, encoding):
    rows = [NORA | {"Förnamn": f"Nora{n}", "Efternamn": f"Ek{n}"} for n in range(300)]
    for n, (column, value) in enumerate(KINDS_OF_FAULT.items()):
        for place in range(n, 40, 10):
            rows[place * 7] = rows[place * 7] | {column: value}
    is_book = encoding == "xlsx"
    content = workbook(*rows) if is_book else separated(*rows, encoding=encoding)
    page = sent(maria, content=content, name="lista.xlsx" if is_book else "lista.csv")
    assert (page.context["faulty"], page.context["good"]) == (40, 260)
    told = [fault.heading for row in page.context["rows"] for fault in row.faults]
    assert len(told) == 40
    assert len(set(told)) == len(KINDS_OF_FAULT)


def test_what_will_be_taken_in_is_shown_row_by_row_before_the_button(maria):
    protected = {"Förnamn": "Siri", "Efternamn": "Hemlig", "Koordinator": "kerstin@example.org"}
    hidden = protected | {"Skyddade personuppgifter": "Sekretessmarkering"}
    waiting = NORA | {"Koordinator": "", "Förnamn": "Vera"}
    headings = [*HEADINGS, "Skyddade personuppgifter"]
    content = workbook(AMINA, NORA, waiting, hidden, headings=headings)
    text = sent(maria, content=content).content.decode()
    for words in (
        "Det här läses in: 4 rader", "Amina Warsame", "2026-09-01", "Kerstin Norling",
        "Jag vill jobba i kök", "Sfi eller språkkurs, 2026-09-15–2027-06-01",
        "Praktik, Bageriet Exempel, 2026-10-01–2027-01-31, 50 %", "väntar i kön", "Skyddat ärende",
    ):  # fmt: skip
        assert words in text
    assert "Hemlig" not in text
    assert Person.objects.count() == 0
    assert "Det här läses in" not in take_in(maria).content.decode()


def test_rows_that_will_be_taken_in_are_turned_page_by_page(maria):
    rows = [NORA | {"Förnamn": f"Nora{n}", "Efternamn": f"Ek{n}"} for n in range(60)]
    page = sent(maria, *rows, NORA | {"Språk": "klingon"})
    text = page.content.decode()
    assert "Nora49 " in text
    assert "Nora50 " not in text
    text = maria.get(page.request["PATH_INFO"] + "?good=2").content.decode()
    assert "Nora50 " in text
    assert "klingon" in text
    assert 'id="good" open' in text


def test_the_faulty_rows_are_fetched_mended_and_sent_by_themselves(cast, maria):
    sent(maria, AMINA | {"Språk": "klingon"}, NORA)
    take_in(maria)
    assert Person.objects.count() == 1
    sheet = Sheet.objects.get()
    held = io.BytesIO(look(maria, "intake:mend", sheet.public_id).content)
    book = load_workbook(held)
    page = book.active
    heads = [cell.value for cell in page[1]]
    assert "klingon" in [cell.value for cell in page[2]]
    assert "Ta ett av dem" in page.cell(2, heads.index("Vad som är fel") + 1).value
    page.cell(2, heads.index("Språk") + 1).value = "Somaliska"
    mended = io.BytesIO()
    book.save(mended)
    sent(maria, content=mended.getvalue())
    take_in(maria)
    assert Person.objects.count() == 2


def test_what_came_in_as_a_formula_goes_out_as_text(cast, maria):
    sent(maria, NORA | {"Telefon": "#REF!", "Mål": '\'=HYPERLINK("http://x")'})
    sheet = Sheet.objects.get()
    held = io.BytesIO(look(maria, "intake:mend", sheet.public_id).content)
    cells = [cell for row in load_workbook(held).active for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_template_has_the_readers_headings_and_is_itself_a_list(cast, maria):
    held = look(maria, "intake:template").content
    book = load_workbook(io.BytesIO(held))
    assert book.sheetnames == ["Personer", "Om kolumnerna"]
    assert book["Personer"]["A1"].value == "Förnamn"
    page = sent(maria, content=held)
    assert page.context["read"] == 0


def test_a_file_that_is_no_list_is_refused_at_the_field(cast, maria):
    file = SimpleUploadedFile("lista.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    answer = send(maria, "intake:home", file=file)
    assert "Excelfil" in faults(answer)["file"][0]
    assert not Document.objects.exists()


def test_a_list_that_cant_be_read_says_why_and_can_be_removed(cast, maria):
    page = sent(maria, content='Förnamn;Efternamn\n"Nora;Nyqvist'.encode(), name="lista.csv")
    assert "citattecken" in page.content.decode()
    send(maria, "intake:drop", Sheet.objects.get().public_id)
    assert not Sheet.objects.exists()
    assert not Document.objects.exists()


def test_a_row_that_was_taken_in_keeps_nothing_of_what_it_said(cast, maria):
    sent(maria, AMINA)
    assert "Warsame" in SheetRow.objects.get().content
    take_in(maria)
    assert SheetRow.objects.get().content == ""


def test_the_button_pressed_twice_takes_in_once(cast, maria):
    sent(maria, NORA)
    sheet = Sheet.objects.get()
    for _time in range(2):
        send(maria, "intake:accept", sheet.public_id)
    run_worker(once=True)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("role", ["kerstin", "admin"])
def test_those_who_dont_resolve_numbers_bring_no_lists(cast, act_as, role):
    assert look(act_as(getattr(cast, role)), "intake:home").status_code == 403


def test_a_list_is_nobody_elses(cast, maria, act_as):
    sent(maria, AMINA)
    answer = look(act_as(_moa(cast)), "intake:sheet", Sheet.objects.get().public_id)
    assert answer.status_code == 404


def _moa(cast):
    """Another manager of the unit."""
    account = accounts.create_account(
        cast.tenant, email="moa@example.org", name="Moa Chef", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=account, role="unit_manager", starts=FIRST_DAY, by=cast.system
    )
    return account


def _hidden(cast, number, **more):
    facts = people.NewPerson(given_name="Dold", family_name="Okänd", number=number, **more)
    return people.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))


@pytest.mark.parametrize("level", [Protection.NONE, Protection.STRICT])
def test_a_number_one_may_not_see_is_answered_as_at_the_desk_and_logged(cast, maria, level):
    _hidden(cast, "189001019802", protection=level)
    page = sent(maria, AMINA)
    text = page.content.decode()
    assert "En registrator reder ut det" in text
    assert "Okänd" not in text
    assert AuditEvent.objects.filter(verb=lookups.VERB, code="known").count() == 1


def test_no_more_numbers_are_learnt_from_a_list_than_at_the_desk(cast, maria, monkeypatch):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    for number in ("189001019802", "189001029819"):
        _hidden(cast, number)
    page = sent(maria, AMINA, NORA | {"Personnummer": "189001029819", "Födelsedatum": ""})
    codes = [fault.code for row in page.context["rows"] for fault in row.faults]
    assert codes == ["taken", "spent"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_name_one_may_not_see_makes_no_difference(cast, maria, is_there):
    if is_there:
        facts = people.NewPerson(
            given_name="Nora",
            family_name="Nyqvist",
            birth_date=date(1994, 5, 6),
            no_number_reason="unknown",
        )
        people.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))
    page = sent(maria, NORA)
    assert (page.context["good"], page.context["faulty"]) == (1, 0)


def test_somebody_alike_whom_one_sees_is_named_and_a_yes_makes_a_new_person(cast, maria):
    sent(maria, NORA)
    take_in(maria)
    twin = NORA | {"Förnamn": "Norah"}
    page = sent(maria, twin)
    assert "Nora Nyqvist" in page.context["rows"][0].faults[0].sentence
    headings = (*NORA, "Ny person")
    sent(maria, content=workbook(twin | {"Ny person": "ja"}, headings=headings))
    take_in(maria)
    assert Person.objects.count() == 2


def test_a_protected_person_comes_in_shut_to_all_but_the_coordinator(cast, maria, act_as):
    headings = (*NORA, "Skyddade personuppgifter")
    row = NORA | {"Skyddade personuppgifter": "Skyddad folkbokföring"}
    sent(maria, content=workbook(row | {"Koordinator": ""}, headings=headings))
    assert not take_in(maria).context["good"]
    sent(maria, content=workbook(row, headings=headings))
    take_in(maria)
    nora = Person.objects.get()
    assert nora.protection == Protection.STRICT
    assert {one.account for one in nora.officers.all()} == {cast.bjorn, cast.maria}
    assert act_as(cast.kerstin).get(f"/person/{nora.public_id}/").status_code == 404
