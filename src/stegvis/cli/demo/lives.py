"""The lives of the demo: ten that are told, the rest drawn from the ways people come and go.

All persons are invented. Days are counted from the demo's today.
"""

from __future__ import annotations

from datetime import date

from stegvis.casework.people.actions import NewPerson
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Life, Step, Who, Workplace
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.profiles import Wants
from stegvis.cli.demo.profiles import drawn as drawn_wants
from stegvis.cli.demo.work import EMPLOYERS

MUNICIPALITIES = ("2183", "2121", "2182", "2184")
COORDINATORS = ("kerstin", "bjorn", "samira")
GOALS = (
    "Jag vill ha ett jobb där jag får röra på mig.",
    "Jag vill kunna betala min egen hyra.",
    "Jag vill klara språket så att jag vågar prata på jobbet.",
    "Jag vill hitta en utbildning som passar mig.",
    "Jag vill ha en vardag med fasta tider.",
    "Jag vill arbeta med händerna igen.",
)
REASONS = (
    "Behöver stöd att komma vidare mot arbete.",
    "Har varit hemma länge och vill pröva något nytt.",
    "Vill börja studera men vet inte vart man vänder sig.",
    "Saknar praktik i Sverige och vill komma ut på en arbetsplats.",
)
STEPS = (
    ("language_course", "Sfi kurs C"),
    ("health_activity", "Promenadgrupp"),
    ("workshop", "Snickeriverkstaden"),
    ("job_search_support", "Jobbsökarstöd"),
    ("study_motivation", "Studiemotiverande kurs"),
    ("guidance", "Studie- och yrkesvägledning"),
)
NOTES = (
    "Vi pratade om veckan som gick. Det rullar på.",
    "Gick igenom målen tillsammans. Vill ta det lugnt ett tag till.",
    "Ringde och bokade nästa möte.",
    "Berättade om en arbetsplats som verkar intressant.",
)

PRESCHOOL = Workplace("Norrbackens förskola", "language_internship", -96, 9, 50, "Gun Westin")
CARE_HOME = Workplace("Ekbackens äldreboende", "internship", -42, 42, 50, "Yvonne Fors")
STORE = Workplace("Västra kajens lager", "work_trial", -180, -93, 75)


def told(cast: Cast, draw: Lottery, today: date) -> dict[str, Life]:
    """The ten that the tutorial and the screenshots follow."""

    def life(
        name: str, age: int, coordinator: str, *, female: bool = True, language: str = "sv",
        interpreter: str = "none", other: tuple[str, ...] = (), source: str = "social_services",
        reason: str = REASONS[0], wish: str = "",
    ) -> Life:  # fmt: skip
        given, family = name.split()
        facts = NewPerson(
            given_name=given,
            family_name=family,
            number=draw.number(age, female=female),
            municipality_code=draw.pick(MUNICIPALITIES),
            language=language,
            other_languages=list(other),
            interpreter=interpreter,
            phone="070-1740605",
            email=f"{given.lower()}@example.org",
        )
        return Life(cast, Who(facts, source, reason, wish), coordinator, today)

    oksana = life(
        "Oksana Kovalenko", 41, "kerstin", language="uk", other=("ru", "sv"),
        interpreter="decisions", source="reception", wish="Hitta en väg till skolan igen.",
        reason="Lärare från Ukraina, har läst sfi. Vill tillbaka till arbetet med barn.",
    ).comes(260).is_taken(255)  # fmt: skip
    oksana.is_mapped(
        245,
        Wants("Lärare i grundskolan, årskurs 1-6", "Barnskötare", years=9, swedish="A2",
              language="uk", capacity=75, travel_km=40, avoids=("night_or_shift",)),
        draw,
    )  # fmt: skip
    oksana.meets(250, "Första samtalet. Berättade om åren som lärare.", kind="meeting")
    oksana.plans(
        240,
        ["Jag var lärare hemma. Jag vill arbeta med barn igen och kunna betala min egen lägenhet."],
        Step("language_course", "Sfi kurs C till D", -290, -130),
        Step("guidance", "Studiebesök på tre förskolor", -190, -150),
    )
    oksana.finishes(130, "Sfi kurs C till D").finishes(150, "Studiebesök på tre förskolor")
    oksana.meets(120, "Vågar prata mer. Vill pröva på en förskola.", shared=True)
    oksana.plans(
        82,
        ["Validera min lärarexamen."],
        Step("language_course", "Sfi kurs D, halvfart", -110, 9),
        how="phone",
    )
    oksana.is_placed(99, PRESCHOOL).talks_at_half_time(44).meets(
        3, "Trivs med barnen. Handledaren vill gärna att hon stannar längre.", shared=True
    )

    amina = life(
        "Amina Warsame", 24, "kerstin", language="so", other=("sv",), source="af", reason=REASONS[3]
    )
    amina.comes(150).is_taken(147).meets(140, "Vill bli undersköterska.", kind="meeting")
    wants = Wants("Köksbiträde", "Undersköterska, hemtjänst", 2, "B1", "so", travel_km=30)
    amina.is_mapped(138, wants, draw)
    amina.plans(
        130,
        ["Jag vill arbeta med gamla människor, de är som min mormor."],
        Step("language_course", "Sfi kurs D", -120, 30),
        weeks=21,
    )
    amina.is_placed(48, CARE_HOME).meets(
        6, "Halvtidssamtal om praktiken behöver bokas.", kind="phone"
    )

    johan = life("Johan Ek", 51, "kerstin", female=False, reason=REASONS[1])
    johan.comes(210).is_taken(200).meets(195, "Svetsare i trettio år, ont i ryggen nu.")
    wants = Wants("Svetsare", "Lagerarbetare", 30, licences=("B",), avoids=("heavy_lifting",))
    johan.is_mapped(190, wants, draw)
    johan.plans(180, ["Jag vill ha ett jobb som ryggen klarar."], weeks=28)
    johan.meets(1, "Hällbo Mekaniska har hört av sig och vill träffa honom.", kind="phone")
    johan.has_to(1, "call", "Boka besök på Hällbo Mekaniska", due=0)

    selam = life(
        "Selam Tesfay", 33, "kerstin", language="ti", interpreter="always", reason=REASONS[3]
    )
    selam.comes(40).is_taken(33).meets(12, "Kartläggning påbörjad, fortsätter nästa gång.")
    selam.has_to(12, "other", "Skatta tillsammans, tolk är bokad", due=0)

    fatima = life("Fatima Haidari", 38, "kerstin", language="prs", interpreter="always")
    fatima.comes(9).is_taken(1)

    mats = life("Mats Öberg", 57, "kerstin", female=False, source="af", reason=REASONS[1])
    mats.comes(400).is_taken(395).meets(390, "Vill helst köra lastbil igen.")
    mats.plans(
        380, ["Jag vill ut på vägarna igen."], Step("education", "Yrkesförarkurs", -350, -200)
    )
    mats.finishes(200, "Yrkesförarkurs").is_placed(190, STORE).stops(93, "job").leaves(
        92, "job", "work"
    )

    leyla = life("Leyla Demir", 29, "kerstin", language="sv", other=("tr",), source="health")
    leyla.comes(170).is_taken(165).meets(160, "Vill komma i gång i lugn takt.", kind="meeting")
    leyla.plans(
        150,
        ["Jag vill orka med en hel vecka."],
        Step("health_activity", "Promenadgrupp", -140, 60),
        weeks=30,
    )
    leyla.meets(15, "Mår bättre. Skulle kunna pröva två timmar i veckan.", shared=True)

    roger = life("Roger Lindh", 46, "kerstin", female=False)
    roger.comes(120).is_taken(112).meets(110, "Söker lokalvård på halvtid.")
    roger.is_mapped(90, Wants("Städare", "Städare", 6, capacity=50, travel_km=15), draw)
    roger.plans(77, ["Jag vill ha ett städjobb nära hemmet."], weeks=10).meets(19, NOTES[1])

    hanna = life("Hanna Strand", 22, "kerstin", source="af", reason=REASONS[1])
    hanna.comes(34).is_taken(27).meets(20, "Vill ha ett jobb så snart det går.", kind="meeting")
    hanna.is_mapped(21, Wants("Restaurangbiträde", "Butikssäljare, dagligvaror", 1), draw)
    hanna.plans(20, ["Jag vill jobba i butik eller på bageri."], weeks=8)
    hanna.meets(4, "Besök på bageriet i eftermiddag.", kind="visit")

    elias = life("Elias Nordin", 18, "bjorn", female=False, source="youth_duty")
    elias.comes(60).is_taken(50).meets(34, "Tredje försöket, inget svar.", kind="attempt")

    return {
        life.who.facts.given_name.lower(): life
        for life in (oksana, amina, johan, selam, fatima, mats, leyla, roger, hanna, elias)
    }


def drawn(cast: Cast, draw: Lottery, today: date, count: int) -> list[Life]:
    """Others, so that queues, caseloads and lists look like those of a real unit."""
    return [_one(cast, draw, today) for _place in range(count)]


def _one(cast: Cast, draw: Lottery, today: date) -> Life:
    language = draw.weighted(("sv", "ar", "so", "ti", "uk", "prs"), (62, 12, 8, 6, 6, 6))
    female = draw.between(0, 1) == 1
    given, family = draw.name(language, female=female)
    has_number = draw.between(1, 20) > 1
    facts = NewPerson(
        given_name=given,
        family_name=family,
        number=draw.number(draw.between(17, 64), female=female) if has_number else "",
        no_number_reason="" if has_number else "waiting",
        municipality_code=draw.weighted(MUNICIPALITIES, (5, 2, 3, 3)),
        language=language,
        other_languages=[] if language == "sv" else ["sv"],
        interpreter="none" if language == "sv" else draw.pick(("none", "decisions", "always")),
        phone=f"070-17406{draw.between(10, 49)}",
    )
    source = draw.pick(("social_services", "social_services", "af", "health", "school", "oneself"))
    life = Life(
        cast, Who(facts, source, draw.pick(REASONS)), draw.weighted(COORDINATORS, (5, 3, 3)), today
    )
    _DRAWN_WAYS[draw.weighted(tuple(_DRAWN_WAYS), (9, 6, 22, 7, 6))](life, draw)
    return life


def _waits(life: Life, draw: Lottery) -> None:
    life.comes(draw.between(0, 28))


def _is_new(life: Life, draw: Lottery) -> None:
    came = draw.between(10, 40)
    life.comes(came).is_taken(draw.between(0, 9))


def _goes_on(life: Life, draw: Lottery) -> None:
    came = draw.between(70, 400)
    life.comes(came).is_taken(came - 6).meets(came - 12, draw.pick(NOTES), kind="meeting")
    life.is_mapped(came - 13, drawn_wants(life.who.facts.language, draw), draw)
    measure, title = draw.pick(STEPS)
    planned = came - draw.between(14, 40)
    step = Step(measure, title, -planned + 5, draw.between(10, 120))
    life.plans(planned, draw.some(GOALS, 1) or [GOALS[0]], step, weeks=_weeks(draw, planned))
    life.meets(draw.between(1, min(20, planned)), draw.pick(NOTES), shared=draw.between(0, 1) == 1)
    if draw.between(1, 3) == 1:
        _is_placed(life, draw, planned)


def _is_placed(life: Life, draw: Lottery, planned: int) -> None:
    """Most are in the middle of it; a few have just ended, and nobody has said how."""
    starts = draw.between(3, min(60, planned))
    ends = draw.weighted((draw.between(5, 80), -draw.between(0, 2)), (6, 1))
    employer, _municipality, contact = draw.pick(EMPLOYERS)
    kind, extent = draw.pick(("internship", "work_training", "work_trial")), draw.pick((25, 50, 75))
    life.is_placed(starts, Workplace(employer, kind, -starts, ends, extent, contact))
    since_half = starts - (starts + ends) // 2
    if since_half > 0 and draw.between(1, 4) > 1:
        life.talks_at_half_time(since_half)


def _weeks(draw: Lottery, planned: int) -> int:
    """Weeks from the plan to its follow-up: most lie ahead, one in eight was missed."""
    since = planned // 7
    return max(1, since - 1) if draw.between(1, 8) == 1 else since + draw.between(1, 14)


def _stands_still(life: Life, draw: Lottery) -> None:
    came = draw.between(120, 300)
    life.comes(came).is_taken(came - 8).meets(came - 20, draw.pick(NOTES))


def _left(life: Life, draw: Lottery) -> None:
    came = draw.between(250, 500)
    life.comes(came).is_taken(came - 9).meets(came - 20, draw.pick(NOTES))
    life.plans(came - 30, [draw.pick(GOALS)], weeks=20)
    reason, occupation = draw.pick(
        (("job", "work"), ("studies", "studies"), ("moved", "other"), ("subsidised_job", "work"))
    )
    life.leaves(draw.between(5, 200), reason, occupation)


_DRAWN_WAYS = {
    "waits": _waits,
    "new": _is_new,
    "goes_on": _goes_on,
    "stands_still": _stands_still,
    "left": _left,
}
