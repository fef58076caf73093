import pytest

from stegvis.casework.people import actions, queries
from stegvis.casework.people.addresses import page_of
from stegvis.casework.people.models import ContactWay, Person, Protection
from stegvis.core import tenancy
from tests.casework.pages import faults, look, send

NUMBER = "189001019802"
AMINA = {
    "given_name": "Amina",
    "family_name": "Warsame",
    "language": "so",
    "interpreter": "decisions",
    "no_number_reason": "waiting",
}


def test_somebody_is_registered_with_number_languages_and_ways_to_get_in_touch(cast, act_as):
    answer = send(
        act_as(cast.kerstin),
        "people:register",
        **AMINA | {"number": "18900101-9802", "no_number_reason": "", "phone": "070-1740605"},
        email="amina@example.org",
        municipality_code="2183",
        other_languages=["sv", "ar"],
        safe_way="email",
        neutral_mode="on",
    )
    amina = Person.objects.get()
    assert answer.url == page_of(amina)
    assert (amina.number, str(amina.birth_date), amina.number_kind) == (
        NUMBER,
        "1890-01-01",
        "personnummer",
    )
    assert (amina.language, amina.other_languages, amina.neutral_mode) == ("so", ["sv", "ar"], True)
    ways = queries.contact_ways(amina, by=cast.by(cast.kerstin))
    assert [way.value for way in ways] == ["amina@example.org"]


def test_the_other_button_goes_on_to_the_referral(cast, act_as):
    answer = send(act_as(cast.kerstin), "people:register", **AMINA, then="refer")
    assert answer.url == f"/cases/{Person.objects.get().public_id}/refer/"


def test_a_form_sent_twice_registers_one_person(cast, act_as):
    client = act_as(cast.kerstin)
    answers = [send(client, "people:register", **AMINA, key="same") for _time in range(2)]
    assert answers[0].url == answers[1].url
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("18900101-9803", "Sista siffran"),
        ("1890", "tio eller tolv"),
        ("18901301-9808", "datum som inte"),
        ("nummer", "siffror"),
        ("900101-T123", "tillfälligt"),
    ],
)
def test_a_number_that_is_wrong_is_told_with_its_remedy(cast, act_as, number, word):
    answer = send(act_as(cast.kerstin), "people:register", **AMINA | {"number": number})
    assert word in faults(answer)["number"][0]
    assert "Warsame" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("number", ["01010050053", "41010050047"])
def test_norwegian_numbers_are_read_too(cast, act_as, number):
    assert send(act_as(cast.kerstin), "people:register", **AMINA | {"number": number}).url
    assert Person.objects.get().number == number


def test_no_number_needs_a_reason(cast, act_as):
    answer = send(act_as(cast.kerstin), "people:register", **AMINA | {"no_number_reason": ""})
    assert "number" in faults(answer)


def test_somebody_elses_number_gets_one_neutral_answer(cast, act_as):
    facts = actions.NewPerson(given_name="Hemlig", family_name="Person", number=NUMBER)
    secret = actions.register(cast.unit, facts=facts, by=cast.by(cast.maria))
    again = AMINA | {"number": NUMBER}
    told = send(act_as(cast.kerstin), "people:register", **again)
    actions.set_protection(
        secret, level=Protection.STRICT, officers=[cast.maria], reason="x", by=cast.system
    )
    protected = send(act_as(cast.kerstin), "people:register", **again)
    assert faults(told) == faults(protected)
    assert "Hemlig" not in told.content.decode() + protected.content.decode()


def test_whoever_sees_the_person_anyway_is_shown_the_way_there(cast, act_as):
    client = act_as(cast.kerstin)
    send(client, "people:register", **AMINA | {"number": NUMBER})
    answer = send(client, "people:register", **AMINA | {"number": NUMBER})
    assert f'href="{page_of(Person.objects.get())}"><bdi>Amina' in answer.content.decode()


def test_a_number_of_the_neighbouring_tenant_is_free_here(cast, act_as):
    with tenancy.tenant_scope(cast.other_tenant.pk):
        facts = actions.NewPerson(given_name="Per", family_name="Ek", number=NUMBER)
        actions.register(cast.other_unit, facts=facts, by=cast.by(cast.stig))
    assert send(act_as(cast.kerstin), "people:register", **AMINA | {"number": NUMBER}).url


@pytest.mark.parametrize(
    ("given", "family"),
    [("José-Ángel", "O’Neil 🙂"), ("مريم", "الأحمد"), ("שרה", "לוי"), ("Å", "Ø")],
)
def test_names_are_kept_as_they_are_written(cast, act_as, given, family):
    client = act_as(cast.kerstin)
    send(client, "people:register", **AMINA | {"given_name": given, "family_name": family})
    person = Person.objects.get()
    assert (person.given_name, person.family_name) == (given, family)
    assert given in send(client, "people:search", q=f"{given} {family}").content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"phone": "ring mig"}, "phone"),
        ({"email": "amina(at)example"}, "email"),
        ({"safe_way": "phone"}, "phone"),
        ({"birth_date": "2999-01-01"}, "birth_date"),
        ({"birth_date": "1990-02-31"}, "birth_date"),
        ({"language": "klingon"}, "language"),
        ({"municipality_code": "9999"}, "municipality_code"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(cast, act_as, values, field):
    answer = send(act_as(cast.kerstin), "people:register", **AMINA | values)
    assert list(faults(answer)) == [field]
    assert not Person.objects.exists()
    assert not ContactWay.objects.exists()


def test_an_administrator_registers_nobody(cast, act_as):
    client = act_as(cast.admin)
    assert look(client, "people:register").status_code == 403
    assert send(client, "people:register", **AMINA).status_code == 403
    assert not Person.objects.exists()


def test_the_form_offers_the_counties_nearest_first(cast, act_as):
    page = look(act_as(cast.kerstin), "people:register").content.decode()
    assert page.index("Gävleborgs län") < page.index("Blekinge län")
