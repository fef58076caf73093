"""Protected persons with a life behind them, and everything an answer says, files opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from django.apps import apps
from django.http import HttpResponse

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.doubles import hidden
from stegvis.casework.network import actions as network
from stegvis.casework.papers import actions as papers
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import ContactWay, Ground, HouseholdLink, Person, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.organisations.models import Organisation
from stegvis.work.employers.models import Employer
from stegvis.work.matching import actions as matching
from stegvis.work.opportunities import actions as places
from stegvis.work.placements import actions as placements
from tests.cast import FIRST_DAY
from tests.desk import story
from tests.every_url.world import AMINA, World, furnish

NUMBERS = {Protection.CONFIDENTIAL: "189001029819", Protection.STRICT: "189001039800"}
FAMILY = {Protection.CONFIDENTIAL: "Markebjörk", Protection.STRICT: "Strängebjörk"}
GIVEN = {Protection.CONFIDENTIAL: "Tovalisa", Protection.STRICT: "Ylvamaja"}
POSTAL = {Protection.CONFIDENTIAL: "91694", Protection.STRICT: "98421"}
LIVES_IN = {Protection.CONFIDENTIAL: ("2403", "Bjurholm"), Protection.STRICT: ("2521", "Pajala")}
"""Municipalities where nobody else of the world lives, works or has a place."""

OPTION = re.compile(r"<option\b.*?</option>", re.DOTALL)
LINK = re.compile(r'(?:href|hx-get|action)="([^"#]*\?[^"#]+)"')


@dataclass
class Shielded:
    """Somebody protected: what may not be said, and the rows about them."""

    person: Person
    queued: Person
    level: int
    words: dict[str, str]
    ids: dict[str, list[str]]

    @property
    def place(self) -> dict[str, str]:
        """What leads to where they are: never on paper, in a file or in a calendar."""
        names = ("phone", "email", "street", "postal code", "municipality")
        return {name: self.words[name] for name in names}


def shield(world: World, level: Protection, officer: Account) -> Shielded:
    """A person who has been through everything before the details were protected.

    Kerstin coordinated them, Björn opened the file in an emergency, the employer and the school
    were told, Amina is of their household; the officer has them now. Somebody of the same name
    waits in the queue, protected too.
    """
    cast, by = world.cast, actor_for(world.cast.kerstin)
    code, place = LIVES_IN[level]
    words = {
        "family name": FAMILY[level],
        "given name": GIVEN[level],
        "number": NUMBERS[level],
        "short number": NUMBERS[level][2:],
        "written number": f"{NUMBERS[level][:8]}-{NUMBERS[level][8:]}",
        "short written number": f"{NUMBERS[level][2:8]}+{NUMBERS[level][8:]}",
        "phone": f"070-55501{level}7",
        "email": f"hemligt{level}@example.net",
        "street": f"Gömstigen {level}7",
        "postal code": POSTAL[level],
        "municipality": place,
    }
    facts = people.NewPerson(
        given_name=words["given name"],
        family_name=words["family name"],
        number=words["number"],
        phone=words["phone"],
        email=words["email"],
        municipality_code=code,
        postal_code=words["postal code"],
    )
    person = people.register(cast.unit, facts=facts, by=by)
    told = [f"{FAMILY[level]} {what}" for what in ("anteckning", "mål", "avslut", "intyg", "liv")]
    furnish(person, cast.unit, cast.kerstin, told)
    people.add_contact_way(person, kind=ContactWay.Kind.POST, value=words["street"], by=by)
    amina = world.subjects[AMINA].person
    people.link_household(person, other=amina, kind=HouseholdLink.Kind.SIBLING, by=by)
    certificate = CheckedFile(f"{FAMILY[level]}.txt", "txt", b"Intyg", is_scanned=False)
    papers.file_paper(person, file=certificate, kind="certificate", by=by)
    people.open_urgently(person, reason="En olycka på vägen hit", by=actor_for(cast.bjorn))
    _told_to_others(world, person)
    case = _open_case(person)
    cases.assign(case, coordinator=officer, seen_version=case.version, by=actor_for(cast.maria))
    queued = people.register(
        cast.unit,
        facts=people.NewPerson(
            given_name=GIVEN[level],
            family_name=FAMILY[level],
            no_number_reason="waiting",
            phone=words["phone"],
            municipality_code=code,
        ),
        by=by,
    )
    cases.refer(queued, unit=cast.unit, facts=story.FACTS, by=cast.system)
    for one in (person, queued):
        people.set_protection(one, level=level, officers=[officer], reason="Hot", by=cast.system)
    hidden.note(person, newcomer=queued, by=by)
    words |= {"public id": person.public_id, "queued public id": queued.public_id}
    return Shielded(person, queued, level, words, _rows_about(person, queued))


def _told_to_others(world: World, person: Person) -> None:
    """The school may read the plan, the employer knows who comes, a place is proposed."""
    by = actor_for(world.cast.kerstin)
    school = Organisation.objects.get(pk=world.accounts["partner"].parties.get().record_id)
    people.grant(
        person, organisation=school, scope="full", ground=Ground.CONSENT, by=world.cast.system
    )
    bakery = Employer.objects.get(pk=world.accounts["employer"].parties.get().record_id)
    place = places.offer(places.PlaceFacts("Lagerbiträde", "internship", bakery), by=by)
    matching.decide(person, opportunity=place, decision="proposed", by=by)
    facts = placements.PlacementFacts(
        employer=bakery,
        kind="internship",
        starts_on=clock.today(),
        ends_on=clock.days_from_today(60),
        extent=50,
    )
    yes = network.Yes(
        purpose="Så att de vet vem som kommer",
        ends_on=clock.days_from_today(30),
        given_how="desk",
    )
    placement = placements.place(_open_case(person), facts=facts, by=by)
    placements.tell_employer(placement, yes=yes, by=by)


def _open_case(person: Person) -> Case:
    return next(case for case in Case.objects.filter(person=person) if case.is_open)


def named_officer(world: World) -> Account:
    """A coordinator who is let in to nobody but those who are protected."""
    cast = world.cast
    account = accounts.create_account(
        cast.tenant, email="olga@example.org", name="Olga Ombud", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=account, role=Role.COORDINATOR, starts=FIRST_DAY, by=cast.system
    )
    return account


def _rows_about(*persons: Person) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    about = {person.pk for person in persons}
    for model in apps.get_models():
        if hasattr(model, "public_id"):
            for row in model.objects.order_by("-pk"):
                if getattr(row, "audit_person_id", None) in about:
                    found.setdefault(model._meta.label_lower, []).append(row.public_id)
    held = Paper.objects.filter(person__in=persons).select_related("document").order_by("pk")
    found["documents.document"] = [paper.document.public_id for paper in held]
    return found


def said(response: HttpResponse) -> str:
    """Everything an answer says: headers and body, a workbook opened, no list of all there is."""
    body = response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    text = unescape(body.decode(errors="replace")).replace("\r\n ", "")
    return f"{dict(response.headers)}\n{OPTION.sub('', text)}"


def narrowings(response: HttpResponse, url: str) -> Iterator[str]:
    """Where a page leads with a question in its address: filters, counts, columns, exports."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    seen = {url}
    for found in LINK.findall(response.content.decode(errors="replace")):
        target = urlsplit(unescape(found))
        query = dict(parse_qsl(target.query))
        path = target.path or urlsplit(url).path
        where = f"{path}?{target.query}"
        if not target.netloc and where not in seen and not {"next", "draft"} & query.keys():
            seen.add(where)
            yield where
