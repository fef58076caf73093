"""One number in two boards while the data keys change: the records never come apart."""

import pytest

from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import NamedOfficer, Person, Protection
from stegvis.casework.people.queries import unattended
from stegvis.core import encrypted, encryption, renewing
from stegvis.core.audit import recording
from stegvis.core.audit.models import AuditEvent

NUMBER, ANOTHER = "189001019802", "189001029819"  # test numbers of the Swedish Tax Agency


def register(unit, by, number=NUMBER):
    facts = actions.NewPerson(given_name="Amina", family_name="Warsame", number=number)
    return actions.register(unit, facts=facts, by=by)


@pytest.fixture
def keys(settings):
    """The older key, and the newest that nothing rests on yet."""
    older = settings.DATA_KEYS[0]
    return older, encryption.new_key()


@pytest.fixture
def renewed_by_half(cast, board, keys, settings, monkeypatch):
    """Both boards' records, and a renewal that was broken off after the first row."""
    pair = register(cast.unit, cast.by(cast.kerstin)), register(board[0], cast.by(board[1]))
    settings.DATA_KEYS = [keys[1], keys[0]]
    monkeypatch.setattr(renewing, "BATCH", 1)
    after, outcome = renewing.renew(numbers(), after=0, by=cast.system)
    assert (after, outcome.seen, outcome.renewed) == (pair[0].pk, 1, 2)
    return again(*pair)


@pytest.fixture
def registered_later(cast, board, vera, keys, settings):
    """The other board's record made after the newest key was added, before anything was renewed."""
    theirs = register(cast.unit, cast.by(cast.kerstin))
    settings.DATA_KEYS = [keys[1], keys[0]]
    return again(theirs, register(board[0], cast.by(vera)))


@pytest.fixture
def taken_apart(cast, board, vera, keys, settings):
    """The other board's record made by a process that wasn't started with the newest key yet."""
    settings.DATA_KEYS = [keys[1], keys[0]]
    theirs = register(cast.unit, cast.by(cast.kerstin))
    settings.DATA_KEYS = [keys[0]]
    ours = register(board[0], cast.by(vera))
    settings.DATA_KEYS = [keys[1], keys[0]]
    assert ours.number_index != theirs.number_index
    return again(theirs, ours)


STATES = ("renewed_by_half", "registered_later", "taken_apart")


@pytest.fixture(params=STATES)
def pair(request):
    return request.getfixturevalue(request.param)


def numbers():
    (found,) = (
        s
        for s in encrypted.stores(in_installation=False)
        if s.index is not None and s.model is Person
    )
    return found


def again(*persons):
    return tuple(Person.objects.get(pk=person.pk) for person in persons)


def fingerprints():
    return set(Person.objects.exclude(number_index="").values_list("number_index", flat=True))


def refused(person, by):
    refusal = queries.decide(person, by=by)
    return refusal.code if refusal else None


def employ(cast, person, account):
    person.staff_account = account
    with recording.recording("test", cast.system):
        person.save()


def protect(cast, person, officer):
    actions.set_protection(person, level=2, officers=[officer], reason="x", by=cast.system)


def test_what_the_one_board_protects_is_protected_in_the_other(cast, pair):
    theirs, ours = pair
    protect(cast, theirs, cast.maria)
    assert again(ours)[0].protection == Protection.STRICT
    assert len(fingerprints()) == 1


def test_and_the_other_way(cast, vera, pair):
    theirs, ours = pair
    protect(cast, ours, vera)
    assert again(theirs)[0].protection == Protection.STRICT
    assert len(fingerprints()) == 1


def test_nobody_opens_their_own_record_in_the_other_board(cast, vera, pair):
    theirs, ours = pair
    employ(cast, theirs, vera)
    assert refused(ours, cast.by(vera)) == "own_record"
    assert ours not in queries.visible_to(cast.by(vera))


def test_nobody_opens_their_familys_record_in_the_other_board(cast, vera, pair):
    theirs, ours = pair
    own = cast.person("Vera", "Vux")
    actions.link_household(own, other=theirs, kind="sibling", by=cast.system)
    employ(cast, own, vera)
    assert refused(ours, cast.by(vera)) == "own_household"
    assert ours not in queries.visible_to(cast.by(vera))


def test_an_officer_whose_own_file_it_is_leaves_it_unattended(cast, vera, pair):
    theirs, ours = pair
    protect(cast, ours, vera)
    employ(cast, again(theirs)[0], vera)
    assert again(ours)[0] in unattended.files()
    assert not queries.working_officers(again(ours)[0]).exists()


def test_erasing_hands_the_protection_on(cast, pair):
    theirs, ours = pair
    protect(cast, theirs, cast.maria)
    actions.erase(again(theirs)[0], reason="Tiden är ute här", by=cast.system)
    assert again(ours)[0].own_protection == Protection.STRICT


def renew_numbers(cast):
    return renewing.renew(numbers(), after=0, by=cast.system)[1]


def test_renewal_brings_together_what_was_taken_apart(cast, taken_apart, keys, settings):
    assert renew_numbers(cast).renewed == 1
    settings.DATA_KEYS = [keys[1]]
    assert fingerprints() == {numbers().index.newest(NUMBER)}


def test_renewal_lets_protection_follow_that_was_missed(cast, board, vera, keys, settings):
    settings.DATA_KEYS = [keys[1], keys[0]]
    protect(cast, register(cast.unit, cast.by(cast.kerstin)), cast.maria)
    settings.DATA_KEYS = [keys[0]]
    ours = register(board[0], cast.by(vera))
    assert ours.protection == Protection.NONE
    settings.DATA_KEYS = [keys[1], keys[0]]
    renew_numbers(cast)
    ours = again(ours)[0]
    assert ours.protection == Protection.STRICT
    assert [officer.account for officer in NamedOfficer.objects.filter(person=ours)] == [vera]
    followed = AuditEvent.objects.filter(person_id=ours.pk, verb="people.protection.followed")
    assert followed.count() == 1


def test_a_fingerprint_of_a_key_that_is_gone_is_renewed_in_every_board(
    cast, registered_later, keys, settings
):
    """The renewal was broken off between the numbers and their fingerprints."""
    (store,) = (
        s for s in encrypted.stores(in_installation=False) if s.name == "people.person.number"
    )
    renewing.renew(store, after=0, by=cast.system)
    settings.DATA_KEYS = [keys[1]]
    assert renew_numbers(cast).renewed == 2
    assert fingerprints() == {numbers().index.newest(NUMBER)}


def test_a_damaged_fingerprint_takes_nobody_elses_along(cast, registered_later):
    """It is that of another's number, which it hinders until it is put right itself."""
    other = register(cast.unit, cast.system, number=ANOTHER)
    with recording.recording("test", cast.system):
        newest = numbers().index.newest(NUMBER)
        Person.objects.filter(pk=other.pk).update(number_index=newest)
    assert [renew_numbers(cast).renewed for _time in range(3)] == [1, 2, 0]
    for person in again(*registered_later, other):
        assert person.number_index == numbers().index.newest(person.number)


def test_whoever_saves_a_record_read_before_the_renewal_takes_nothing_apart(cast, registered_later):
    theirs, _ours = registered_later
    renew_numbers(cast)
    actions.edit(theirs, seen_version=theirs.version, given_name="Aminah", by=cast.system)
    assert again(theirs)[0].given_name == "Aminah"
    assert fingerprints() == {numbers().index.newest(NUMBER)}


def test_a_record_read_before_the_renewal_still_shuts_its_own_out(cast, vera, registered_later):
    theirs, ours = registered_later
    assert unattended.able_among(ours, [vera]) == [vera]
    employ(cast, theirs, vera)
    renew_numbers(cast)
    assert ours.number_index not in fingerprints()
    assert unattended.able_among(ours, [vera]) == []
