"""The ten lives of the demo that the tutorial and the screenshots follow. All are invented."""

from __future__ import annotations

from datetime import date, time
from typing import Protocol

from stegvis.casework.cases.actions import Heard
from stegvis.casework.people.actions import NewPerson
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Life, Step, Who, Workplace
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.profiles import Wants
from stegvis.cli.demo.times import is_met_today

REASON = "Behöver stöd att komma vidare mot arbete."
PRESCHOOL = Workplace("Norrbackens förskola", "language_internship", -96, 9, 50, "Gun Westin")
CARE_HOME = Workplace("Ekbackens äldreboende", "internship", -42, 42, 50, "Yvonne Fors")
STORE = Workplace("Västra kajens lager", "work_trial", -180, -93, 75)


OKSANAS_NOTES = (
    (210, "phone", "Sfi-läraren ringde: läser fort, pratar försiktigt."),
    (181, "talk", "Dottern har börjat förskoleklass. Det blev lättare att få ihop dagarna."),
    (151, "meeting", "Såg tre förskolor. Den på Norrbacken kändes rätt, där sjöng de mycket."),
    (100, "phone", "Bekräftade dagarna med Gun på Norrbacken."),
    (
        60,
        "visit",
        "Besök på förskolan. Läste högt för barnen, först på ukrainska, sedan på svenska.",
    ),
    (41, "talk", "UHR vill ha originalet av examen. Systern skickar det."),
    (20, "phone", "Examen har kommit fram till UHR. Svaret kan dröja en månad."),
)
"""Days ago, kind, and what was said."""

MATS_NOTES = (
    (344, "phone", "Kursen har börjat. Läkarintyget för körkortet är inskickat."),
    (281, "talk", "Klarade teorin på första försöket."),
    (203, "meeting", "Kursen klar. Vill börja på ett lager med egna bilar."),
    (140, "visit", "Halvtidssamtal på Västra kajen. De vill ha honom på en bil i höst."),
    (97, "phone", "Har fått tillsvidareanställning på lagret."),
)


class Newcomer(Protocol):
    """Begins a life: name, age, coordinator, and what differs from the usual."""

    def __call__(
        self, name: str, age: int, coordinator: str, *, female: bool = True, language: str = "sv",
        interpreter: str = "none", other: tuple[str, ...] = (), source: str = "social_services",
        reason: str = REASON, wish: str = "", municipality: str = "2183",
    ) -> Life: ...  # fmt: skip


def told(cast: Cast, draw: Lottery, today: date) -> dict[str, Life]:
    """The ten, by given name."""

    def life(
        name: str, age: int, coordinator: str, *, female: bool = True, language: str = "sv",
        interpreter: str = "none", other: tuple[str, ...] = (), source: str = "social_services",
        reason: str = REASON, wish: str = "", municipality: str = "2183",
    ) -> Life:  # fmt: skip
        given, family = name.split()
        draw.keep_name(given, family)
        facts = NewPerson(
            given_name=given,
            family_name=family,
            number=draw.number(age, female=female),
            municipality_code=municipality,
            language=language,
            other_languages=list(other),
            interpreter=interpreter,
            phone="070-1740605",
            email=f"{given.lower()}@example.org",
        )
        return Life(cast, Who(facts, source, reason, wish), coordinator, today)

    lives = [tell(life, draw) for tell in TELLINGS]
    return {one.who.facts.given_name.lower(): one for one in lives}


def _oksana(new: Newcomer, draw: Lottery) -> Life:
    life = new(
        "Oksana Kovalenko", 41, "kerstin", language="uk", other=("ru", "sv"),
        interpreter="decisions", source="reception", wish="Hitta en väg till skolan igen.",
        reason="Lärare från Ukraina, har läst sfi. Vill tillbaka till arbetet med barn.",
    ).comes(260).is_taken(255)  # fmt: skip
    life.is_mapped(
        245,
        Wants("Lärare i grundskolan, årskurs 1-6", "Barnskötare", years=9, swedish="A2",
              language="uk", capacity=75, travel_km=40, avoids=("night_or_shift",)),
        draw,
    )  # fmt: skip
    life.looks_at_life(
        248,
        {
            "work": (2, 3), "education": (4, 4), "language": (2, 2), "health": (3, 3),
            "family": (4, 4), "housing": (2, 2), "money": (2, 2), "network": (1, 2),
            "digital": (3, 4), "influence": (2, 3),
        },
    )  # fmt: skip
    life.looks_at_life(151, {"work": (2, 3), "language": (3, 3), "network": (3, 2)})
    life.looks_at_life(62, {"work": (4, 3), "language": (4, 3), "influence": (4, 4)})
    life.meets(250, "Första samtalet. Berättade om åren som lärare.", kind="meeting")
    life.plans(
        240,
        ["Jag var lärare hemma. Jag vill arbeta med barn igen och kunna betala min egen lägenhet."],
        Step("language_course", "Sfi kurs C till D", -290, -130),
        Step("guidance", "Studiebesök på tre förskolor", -190, -150),
    )
    life.finishes(130, "Sfi kurs C till D").finishes(150, "Studiebesök på tre förskolor")
    life.meets(120, "Vågar prata mer. Vill pröva på en förskola.", shared=True)
    life.plans(
        82,
        ["Validera min lärarexamen."],
        Step("language_course", "Sfi kurs D, halvfart", -110, 9),
        how="phone",
        child="Dottern är sex år. Kursen går på halvfart så att hon hämtas före klockan tre.",
    )
    for days_ago, kind, text in OKSANAS_NOTES:
        life.meets(days_ago, text, kind=kind)
    life.is_placed(99, PRESCHOOL).talks_at_half_time(44).meets(
        3, "Trivs med barnen. Handledaren vill gärna att hon stannar längre.", shared=True
    )
    return is_met_today(life, time(15, 15), "follow_up", video="https://mote.example.org/oksana")


def _amina(new: Newcomer, draw: Lottery) -> Life:
    life = new(
        "Amina Warsame",
        24,
        "kerstin",
        language="so",
        other=("sv",),
        source="af",
        reason="Vill bli undersköterska. Saknar praktik i vården.",
    )
    life.comes(150).is_taken(147).meets(140, "Vill bli undersköterska.", kind="meeting")
    wants = Wants("Köksbiträde", "Undersköterska, hemtjänst", 2, "B1", "so", travel_km=30)
    life.is_mapped(138, wants, draw)
    life.plans(
        130,
        ["Jag vill arbeta med gamla människor, de är som min mormor."],
        Step("language_course", "Sfi kurs D", -120, 30),
        weeks=21,
    )
    life.is_placed(48, CARE_HOME).meets(
        6, "Halvtidssamtal om praktiken behöver bokas.", kind="phone"
    )
    return life


def _johan(new: Newcomer, draw: Lottery) -> Life:
    life = new(
        "Johan Ek",
        51,
        "kerstin",
        female=False,
        reason="Svetsare med ont i ryggen. Har varit hemma länge och vill pröva något nytt.",
    )
    life.comes(210).is_taken(200).meets(195, "Svetsare i trettio år, ont i ryggen nu.")
    wants = Wants("Svetsare", "Lagerarbetare", 30, licences=("B",), avoids=("heavy_lifting",))
    life.is_mapped(190, wants, draw)
    life.plans(180, ["Jag vill ha ett jobb som ryggen klarar."], weeks=28)
    life.meets(1, "Hällbo Mekaniska har hört av sig och vill träffa honom.", kind="phone")
    life.has_to(1, "call", "Boka besök på Hällbo Mekaniska", due=0)
    return life


def _selam(new: Newcomer, _draw: Lottery) -> Life:
    life = new(
        "Selam Tesfay",
        33,
        "kerstin",
        language="ti",
        interpreter="always",
        reason="Ny i kommunen efter etableringen, saknar praktik i Sverige.",
    )
    life.comes(40).is_taken(33).meets(12, "Kartläggning påbörjad, fortsätter nästa gång.")
    life.has_to(12, "other", "Skatta tillsammans, tolk är bokad", due=0)
    return life


def _fatima(new: Newcomer, _draw: Lottery) -> Life:
    life = new("Fatima Haidari", 38, "kerstin", language="prs", interpreter="always")
    life.comes(9).is_taken(1)
    return life


def _mats(new: Newcomer, _draw: Lottery) -> Life:
    life = new(
        "Mats Öberg",
        57,
        "kerstin",
        female=False,
        source="af",
        reason="Yrkesförare vars körkort behöver förnyas. Har sökt länge utan svar.",
    )
    life.comes(400).is_taken(395).meets(390, "Vill helst köra lastbil igen.")
    life.looks_at_life(
        388,
        {
            "work": (1, 2), "education": (3, 3), "language": (5, 5), "health": (3, 3),
            "family": (4, 4), "housing": (4, 4), "money": (1, 2), "network": (2, 3),
            "digital": (2, 2), "influence": (2, 2),
        },
    )  # fmt: skip
    life.plans(
        380, ["Jag vill ut på vägarna igen."], Step("education", "Yrkesförarkurs", -350, -200)
    )
    for days_ago, kind, text in MATS_NOTES:
        life.meets(days_ago, text, kind=kind)
    life.looks_at_life(240, {"work": (3, 2), "digital": (3, 3), "influence": (3, 3)})
    life.finishes(200, "Yrkesförarkurs").is_placed(190, STORE).talks_at_half_time(140)
    life.looks_at_life(
        96,
        {
            "work": (5, 4), "education": (4, 4), "language": (5, 5), "health": (4, 3),
            "family": (4, 4), "housing": (4, 4), "money": (3, 3), "network": (4, 4),
            "digital": (3, 3), "influence": (4, 4),
        },
        at_the_end=True,
    )  # fmt: skip
    life.stops(93, "job").leaves(92, "job", "work", verified="document")
    return life.is_asked(
        61, 30, Heard("reached", "work", words="Kör fem dagar i veckan.", heard_by="phone")
    )


def _leyla(new: Newcomer, _draw: Lottery) -> Life:
    life = new("Leyla Demir", 29, "kerstin", language="sv", other=("tr",), source="health")
    life.comes(170).is_taken(165).meets(160, "Vill komma i gång i lugn takt.", kind="meeting")
    life.plans(
        150,
        ["Jag vill orka med en hel vecka."],
        Step("health_activity", "Promenadgrupp", -140, 60),
        weeks=30,
    )
    life.meets(15, "Mår bättre. Skulle kunna pröva två timmar i veckan.", shared=True)
    return life


def _roger(new: Newcomer, draw: Lottery) -> Life:
    life = new("Roger Lindh", 46, "kerstin", female=False)
    life.comes(120).is_taken(112).meets(110, "Söker lokalvård på halvtid.")
    life.is_mapped(90, Wants("Städare", "Städare", 6, capacity=50, travel_km=15), draw)
    life.plans(77, ["Jag vill ha ett städjobb nära hemmet."], weeks=10).meets(
        19, "Gick igenom målen tillsammans. Vill ta det lugnt ett tag till."
    )
    return life


def _hanna(new: Newcomer, draw: Lottery) -> Life:
    life = new(
        "Hanna Strand",
        22,
        "kerstin",
        source="af",
        reason="Hoppade av gymnasiet och har jobbat extra i butik.",
    )
    life.comes(34).is_taken(27).meets(20, "Vill ha ett jobb så snart det går.", kind="meeting")
    life.is_mapped(21, Wants("Restaurangbiträde", "Butikssäljare, dagligvaror", 1), draw)
    life.plans(20, ["Jag vill jobba i butik eller på bageri."], weeks=8)
    life.meets(4, "Besök på bageriet i eftermiddag.", kind="visit")
    return life


def _elias(new: Newcomer, _draw: Lottery) -> Life:
    life = new("Elias Nordin", 18, "bjorn", female=False, source="youth_duty")
    life.comes(60).is_taken(50).meets(34, "Tredje försöket, inget svar.", kind="attempt")
    return life


TELLINGS = (_oksana, _amina, _johan, _selam, _fatima, _mats, _leyla, _roger, _hanna, _elias)
