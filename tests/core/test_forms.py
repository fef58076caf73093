import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from stegvis.casework.people import actions
from stegvis.casework.people.models import Person
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.forms.models import SentForm
from stegvis.core.forms.submit import change
from stegvis.core.organisations.models import Organisation


class NameForm(ChangeForm):
    name = forms.CharField(label="Namn")


def posted(**values):
    return RequestFactory().post("/", {"key": "k1", "name": "Skolan", **values})


def send(cast, act, **values):
    request = posted(**values)
    form = NameForm(request.POST)
    return change(request, form, act, by=cast.by(cast.kerstin)), form


def test_a_form_sent_twice_is_run_once(cast):
    runs = []
    for _time in range(2):
        answer, _form = send(cast, lambda: runs.append(1) or "/there/")
        assert answer.url == "/there/"
    assert len(runs) == 1


def test_a_form_of_somebody_else_with_the_same_key_is_another_form(cast):
    send(cast, lambda: "/there/")
    request = posted()
    by = cast.by(cast.bjorn)
    assert change(request, NameForm(request.POST), lambda: "/here/", by=by).url == "/here/"


def test_a_rule_that_says_no_is_told_at_its_field_and_may_be_tried_again(cast):
    def refuse():
        raise NotAllowedNowError("Välj ett annat namn.", field="name")

    answer, form = send(cast, refuse)
    assert answer is None
    assert form.errors["name"] == ["Välj ett annat namn."]
    assert not SentForm.objects.exists()
    assert send(cast, lambda: "/there/")[0].url == "/there/"


def test_a_form_with_faults_runs_nothing_and_keeps_what_was_typed(cast):
    answer, form = send(cast, lambda: "/there/", name="")
    assert answer is None
    assert "name" in form.errors


def test_the_second_editor_sees_both_versions_and_can_keep_theirs(cast):
    def stale():
        raise StaleVersionError(_Row())

    answer, form = send(cast, stale, seen_version="1")
    assert answer is None
    assert [(d.saved, d.typed) for d in form.differences] == [("Gymnasiet", "Skolan")]
    assert form["seen_version"].value() == "4"


class _Row:
    name = "Gymnasiet"
    version = 4


class FactsForm(ChangeForm):
    name = forms.CharField(label="Namn")
    phone = forms.CharField(label="Telefon", required=False)
    last_day = forms.DateField(label="Sista dag", required=False)
    owner = forms.ChoiceField(label="Håller kontakten", required=False, choices=[("", "–")])
    days = forms.MultipleChoiceField(label="Dagar", required=False, choices=[("1", "må")])
    why = forms.CharField(label="Varför", required=False)


def test_the_second_editor_sees_what_the_first_one_emptied():
    form = FactsForm({"key": "k", "name": "Skolan", "last_day": "2026-05-01", "days": ["1"]})
    assert form.is_valid()
    form.show_conflict(_Emptied())
    assert [(d.label, d.saved, d.typed) for d in form.differences] == [
        ("Sista dag", "(tomt)", "2026-05-01"),
        ("Dagar", "(tomt)", "må"),
    ]


class _Emptied:
    """A row without the form's `why`, with nothing where the form has nothing either."""

    name = "Skolan"
    phone = None
    last_day = None
    owner = None
    days = ()
    version = 4


def test_two_who_read_the_same_version_do_not_overwrite_each_other(cast):
    amina = cast.person(coordinator=cast.kerstin)
    first, second = Person.objects.get(pk=amina.pk), Person.objects.get(pk=amina.pk)
    actions.edit(first, seen_version=1, given_name="Aminah", by=cast.by(cast.kerstin))
    with pytest.raises(StaleVersionError) as stale:
        actions.edit(second, seen_version=1, given_name="Amine", by=cast.by(cast.kerstin))
    assert stale.value.current.given_name == "Aminah"


def test_a_query_dict_with_many_values_keeps_them_through_a_conflict():
    class Many(ChangeForm):
        days = forms.MultipleChoiceField(choices=[("1", "må"), ("2", "ti")])

    form = Many(QueryDict("key=k&days=1&days=2"))
    form.is_valid()
    form.show_conflict(Organisation(name="x"))
    assert form["days"].value() == ["1", "2"]
