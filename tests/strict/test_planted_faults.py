"""Every guard finds the fault it is for."""

import warnings

import pytest
from django.db import connection
from django.db.models import Subquery
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from stegvis.casework.people.models import Person
from stegvis.core.audit.recording import WriteOutsideActionError
from stegvis.core.forms.models import SentForm
from stegvis.core.organisations.models import Organisation, TenantModel
from tests.strict.order import UnorderedSliceError
from tests.strict.writes import WriteWhileReadingError


def _forget(request):
    SentForm.objects.create(tenant_id=request.actor.tenant_id, account_id=1, key="x")
    return HttpResponse()


def _look(request):
    request.session["looked"] = True
    return HttpResponse()


urlpatterns = [path("look/", _look), path("forget/", _forget)]
here = pytest.mark.urls(__name__)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisations_unit SET name = 'x'",
        'DELETE FROM "people_person"',
        "\n  insert into organisations_tenant (name) values ('x')",
    ],
)
def test_raw_sql_outside_an_action_is_refused(cast, statement):
    with pytest.raises(WriteOutsideActionError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_bulk_insert_past_our_own_manager_is_refused(cast):
    row = Organisation(name="Bakvägen", tenant=cast.tenant)
    with pytest.raises(WriteOutsideActionError):
        TenantModel.__base__.save_base(row, raw=True)


@here
def test_a_page_that_writes_when_it_is_read_is_found(cast, act_as):
    with pytest.raises(WriteWhileReadingError, match="forms_sentform"):
        act_as(cast.kerstin).get("/forget/")


@here
def test_a_page_may_write_when_it_is_posted_to_and_keep_its_session_when_read(cast, act_as):
    kerstin = act_as(cast.kerstin)
    assert kerstin.get("/look/").status_code == 200
    assert kerstin.post("/forget/").status_code == 200


def test_an_unknown_name_in_a_template_fails():
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        Template("{{ nobody.name }}").render(Context({"somebody": 1}))


def test_rows_without_an_order_come_in_any_order(cast):
    for number in range(6):
        cast.person(family=f"Ek{number}")
    seen = {tuple(row.pk for row in Person.objects.all()) for _time in range(20)}
    assert len(seen) > 1
    ordered = {tuple(row.pk for row in Person.objects.order_by("pk")) for _time in range(20)}
    assert len(ordered) == 1


def test_a_slice_of_rows_without_an_order_is_refused(cast):
    with pytest.raises(UnorderedSliceError):
        Person.objects.all()[:5]
    with pytest.raises(UnorderedSliceError):
        Subquery(Person.objects.values("pk")[:1])
    assert list(Person.objects.order_by("pk")[:5]) == []


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("careless", UserWarning, stacklevel=1)
