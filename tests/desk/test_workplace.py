from datetime import timedelta

from stegvis.casework.cases import actions as cases
from stegvis.casework.network.models import Consent
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Party, PartyKind
from stegvis.core.audit.models import AuditEvent
from stegvis.core.notices.models import Notice
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.opportunities import actions as opportunities
from stegvis.work.placements import actions as placements
from stegvis.work.placements.actions import PlacementFacts
from tests.desk import story


def test_an_employer_begins_on_its_own_page(act_as, inger):
    client = act_as(inger)
    assert client.get("/")["Location"] == "/workplace/"
    assert "Bollnäs Bageri" in client.get("/workplace/").content.decode()


def test_the_quick_way_out_is_the_participants_alone(own):
    assert "data-leave" not in own()


def test_nobody_shows_before_the_unit_and_the_person_have_agreed(cast, bakery, own):
    row = story.placed(cast, bakery)
    assert "Amina" not in own()
    story.agreed(row, by=cast.by(cast.kerstin))
    text = own()
    assert "Amina Warsame" in text
    assert "Kerstin Norling" in text
    assert "Ulla Borg" in text


def test_the_page_says_nothing_of_the_persons_case(cast, bakery, own):
    row = story.placed(cast, bakery)
    story.agreed(row, by=cast.by(cast.kerstin))
    text = own()
    assert "070-1740605" not in text
    assert "ekonomiskt bistånd" not in text.casefold()
    assert row.person.public_id not in text


def test_an_employer_opens_no_page_of_the_person(act_as, cast, bakery, inger):
    row = story.placed(cast, bakery)
    story.agreed(row, by=cast.by(cast.kerstin))
    client = act_as(inger)
    assert client.get(f"/placements/{row.public_id}/").status_code == 404
    assert client.get(f"/people/{row.person.public_id}/contact/").status_code == 404


def test_each_opening_is_logged_with_its_purpose(cast, bakery, own):
    row = story.placed(cast, bakery)
    story.agreed(row, by=cast.by(cast.kerstin))
    own()
    read = AuditEvent.objects.get(verb="people.person.opened", person_id=row.person_id)
    assert (read.role, read.purpose, read.fields) == ("employer", "workplace", ["workplace"])


def test_another_employer_sees_neither_the_person_nor_the_places(act_as, cast, bakery):
    by = cast.by(cast.kerstin)
    story.agreed(story.placed(cast, bakery), by=by)
    facts = opportunities.PlaceFacts("Bageribiträde", "internship", bakery)
    opportunities.offer(facts, by=by)
    other = employers.register(EmployerFacts("Hällbo IF"), by=by)
    account = employers.let_in(other, name="Mia", email="mia@example.org", by=by)
    text = act_as(account).get("/workplace/").content.decode()
    assert "Amina" not in text
    assert "Bageribiträde" not in text


def test_a_protected_person_is_never_shown(cast, bakery, own):
    row = story.placed(cast, bakery)
    by = cast.by(cast.kerstin)
    story.agreed(row, by=by)
    people.set_protection(
        row.person, level=Protection.CONFIDENTIAL, officers=[cast.kerstin], reason="Hot",
        by=cast.system,
    )  # fmt: skip
    assert "Amina" not in own()


def test_a_protected_person_isnt_told_of_by_the_button(act_as, cast, bakery):
    row = story.placed(cast, bakery)
    people.set_protection(
        row.person, level=Protection.CONFIDENTIAL, officers=[cast.kerstin], reason="Hot",
        by=cast.system,
    )  # fmt: skip
    client = act_as(cast.kerstin)
    url = f"/placements/{row.public_id}/"
    assert f"{url}tell/" not in client.get(url).content.decode()
    answer = client.post(f"{url}tell/", story.said_yes())
    assert "Personuppgifterna är skyddade" in answer.content.decode()
    assert not Consent.objects.exists()


def test_once_it_has_ended_or_moved_elsewhere_it_is_gone(cast, bakery, own):
    by = cast.by(cast.kerstin)
    ended, moved = story.placed(cast, bakery), story.placed(cast, bakery, "Johan", "Ek")
    for row in (ended, moved):
        story.agreed(row, by=by)
    placements.end(ended, reason="job", ended_on=clock.today(), seen_version=ended.version, by=by)
    other = employers.register(EmployerFacts("Hällbo IF"), by=by)
    facts = PlacementFacts(other, "internship", moved.starts_on, moved.ends_on, 50)
    placements.change(moved, facts=facts, seen_version=moved.version, by=by)
    text = own()
    assert "Amina" not in text
    assert "Johan" not in text


def test_it_asks_at_half_time_and_after_the_last_day(cast, bakery, own):
    by = cast.by(cast.kerstin)
    story.agreed(story.placed(cast, bakery, starts=-30, ends=30), by=by)
    assert "Hur går det?" in own()
    story.agreed(story.placed(cast, bakery, "Johan", "Ek", starts=-30, ends=-1), by=by)
    assert "Hur gick det?" in own()


def test_open_and_closed_places_are_apart(cast, bakery, own):
    by = cast.by(cast.kerstin)
    yesterday = clock.today() - timedelta(days=1)
    with clock.set_to(yesterday - timedelta(days=5)):
        gone = opportunities.PlaceFacts("Kassör", "internship", bakery, deadline=yesterday)
        opportunities.offer(gone, by=by)
    opportunities.offer(opportunities.PlaceFacts("Bagare", "internship", bakery), by=by)
    text = own()
    assert text.index("Bagare") < text.index("Stängda platser") < text.index("Kassör")


def test_staff_and_participants_have_no_such_page(act_as, cast):
    assert act_as(cast.kerstin).get("/workplace/").status_code == 404


def test_a_coordinator_lets_somebody_in_and_out_again(act_as, cast, bakery):
    client, url = act_as(cast.kerstin), f"/employers/{bakery.public_id}/"
    typed = {"key": "k", "name": "Ulla Borg", "email": "ulla@example.org"}
    client.post(f"{url}sign-ins/", typed)
    ulla = Account.objects.get(email="ulla@example.org")
    assert act_as(ulla).get("/workplace/").status_code == 200
    assert "Ulla Borg" in client.get(url).content.decode()
    client.post(f"{url}sign-ins/one/", {"key": "k2", "account": ulla.public_id, "do": "end"})
    assert "Ulla Borg" not in client.get(url).content.decode()
    assert act_as(ulla).get("/workplace/").status_code != 200


def test_an_address_of_another_authority_is_refused_and_nothing_typed_is_lost(act_as, cast, bakery):
    url = f"/employers/{bakery.public_id}/sign-ins/"
    typed = {"key": "k", "name": "Ulla Borg", "email": cast.stig.email}
    text = act_as(cast.kerstin).post(url, typed).content.decode()
    assert "Den här adressen kan inte användas här" in text
    assert 'value="Ulla Borg"' in text


def test_the_same_address_is_let_in_once(act_as, cast, bakery, inger):
    url = f"/employers/{bakery.public_id}/sign-ins/"
    typed = {"key": "k", "name": "Inger", "email": "INGER@example.org"}
    assert "loggar redan in" in act_as(cast.kerstin).post(url, typed).content.decode()


def test_the_participant_reads_who_was_told_and_that_they_looked(cast, bakery, own, client):
    row = story.placed(cast, bakery)
    story.agreed(row, by=cast.by(cast.kerstin))
    own()
    client.force_login(story.own_account(cast, row.person))
    assert "Bollnäs Bageri" in client.get("/me/knowers/").content.decode()
    assert "Arbetsgivare" in client.get("/me/openings/").content.decode()


def test_a_coordinator_mails_a_link_that_signs_in_once(act_as, cast, bakery, inger):
    url = f"/employers/{bakery.public_id}/sign-ins/one/"
    sent = {"key": "k", "account": inger.public_id, "do": "send"}
    text = act_as(cast.kerstin).post(url, sent, follow=True).content.decode()
    assert "En länk är på väg" in text
    notice = Notice.objects.get()
    assert (notice.recipient_kind, notice.recipient_id) == ("account", inger.pk)


def sign_in_for(client, employer, email):
    typed = {"key": email, "name": "Inger", "email": email}
    return client.post(f"/employers/{employer.public_id}/sign-ins/", typed).content.decode()


def test_another_board_reads_nobody_through_a_sign_in_of_its_own(act_as, cast, bakery):
    vera = cast.another_board()[1]
    story.agreed(story.placed(cast, bakery), by=cast.by(cast.kerstin))
    for email in (vera.email, "veras.egen@example.org"):
        assert "en annan enhet ansvarar för" in sign_in_for(act_as(vera), bakery, email)
    assert not Party.objects.exists()
    assert not Account.objects.filter(email="veras.egen@example.org").exists()


def test_a_colleague_signs_in_for_no_employer(act_as, cast, bakery):
    answer = sign_in_for(act_as(cast.kerstin), bakery, cast.bjorn.email)
    assert "Den här adressen kan inte användas här" in answer


def test_an_account_with_a_role_has_no_workplace(act_as, cast, bakery):
    story.agreed(story.placed(cast, bakery), by=cast.by(cast.kerstin))
    party = accounts.link_party(
        cast.bjorn, kind=PartyKind.EMPLOYER, record_id=bakery.pk, by=cast.system
    )
    client = act_as(cast.bjorn)
    client.post("/account/act-as/", {"as": f"record-{party.pk}"})
    assert client.get("/workplace/").status_code == 404


def test_an_employers_sign_in_leaves_a_new_colleagues_account_alone(act_as, cast, bakery):
    new = accounts.create_account(
        cast.tenant, email="ny@example.org", name="Ny Kollega", by=cast.by(cast.admin)
    )
    sign_in_for(act_as(cast.kerstin), bakery, new.email)
    assert not Party.objects.filter(account=new).exists()
    page = f"/manage/administration/account/{new.public_id}/"
    assert act_as(cast.admin).get(page).status_code == 200


def test_who_coordinates_somebody_shown_is_told_of_a_new_sign_in(act_as, cast, bakery):
    story.agreed(story.placed(cast, bakery), by=cast.by(cast.kerstin))
    sign_in_for(act_as(cast.bjorn), bakery, "ulla@example.org")
    told = Notice.objects.filter(recipient_kind="account", text="review")
    assert [notice.recipient_id for notice in told] == [cast.kerstin.pk]


def placed_again(cast, row, employer):
    """A second placement of the same person at the same employer, which nobody told of."""
    facts = PlacementFacts(
        employer=employer,
        kind="work_trial",
        starts_on=clock.days_from_today(70),
        ends_on=clock.days_from_today(99),
        extent=25,
        supervisor_name="Hemlig Handledare",
    )
    return placements.place(row.case, facts=facts, by=cast.by(cast.kerstin))


def test_the_employer_sees_only_the_placement_that_was_told(cast, bakery, own):
    row = story.placed(cast, bakery)
    placed_again(cast, row, bakery)
    story.agreed(row, by=cast.by(cast.kerstin))
    text = own()
    assert "Ulla Borg" in text
    assert "Hemlig Handledare" not in text


def test_the_employer_never_reads_what_kind_of_placement_it_is(cast, bakery, own):
    row = placed_again(cast, story.placed(cast, bakery), bakery)
    story.agreed(row, by=cast.by(cast.kerstin))
    text = own()
    assert "Amina Warsame" in text
    assert "Arbetsprövning" not in text


def test_the_employer_reads_no_more_once_the_case_has_ended(cast, bakery, own):
    case = story.taken(cast)
    by = cast.by(cast.kerstin)
    facts = PlacementFacts(bakery, "subsidised_job", clock.days_from_today(-10), None, 50)
    row = placements.place(case, facts=facts, by=by)
    story.agreed(row, by=by)
    assert "Amina" in own()
    story.met(cast, case)
    case.refresh_from_db()
    cases.end(case, facts=story.EXIT, seen_version=case.version, by=by)
    assert "Amina" not in own()


def test_urgent_reach_tells_no_employer(act_as, cast, bakery, own):
    row = story.placed(cast, bakery)
    people.open_urgently(row.person, reason="Akut läge på arbetsplatsen", by=cast.by(cast.bjorn))
    client, url = act_as(cast.bjorn), f"/placements/{row.public_id}/"
    assert f"{url}tell/" not in client.get(url).content.decode()
    assert client.post(f"{url}tell/", story.said_yes()).status_code == 403
    assert "Amina" not in own()


def test_before_telling_it_is_plain_who_will_read(act_as, cast, bakery, inger):
    url = f"/placements/{story.placed(cast, bakery).public_id}/"
    for page in (url, f"{url}tell/"):
        assert "inger@example.org" in act_as(cast.kerstin).get(page).content.decode()
