"""Every guard finds the fault it is for."""

import inspect
import warnings
from importlib import import_module
from types import CodeType

import pytest
from django.contrib.auth.models import update_last_login
from django.db import connection
from django.db.models import Subquery
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from stegvis.casework.people.models import Person
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actions import action, anyone
from stegvis.core.audit.recording import WriteOutsideActionError
from stegvis.core.forms.models import SentForm
from stegvis.core.organisations.models import Organisation, TenantModel
from tests.strict import writes
from tests.strict.excepted import EXCEPTED, Excepted, set_columns
from tests.strict.order import UnorderedSliceError
from tests.strict.writes import WriteWhileReadingError


def _forget(request):
    _forget_form(request.actor.tenant_id, by=request.actor)
    return HttpResponse()


@action("tests.form.forgotten", rule=anyone)
def _forget_form(tenant_id, *, by):
    SentForm.objects.create(tenant_id=tenant_id, account_id=1, key="x")


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
        "UPDATE accounts_account SET email = 'x'",
        "UPDATE accounts_account SET last_login = NULL, is_active = true",
        "DELETE FROM accounts_signinlink",
        "UPDATE accounts_addresschange SET email = 'x'",
        "UPDATE codes_code SET label_sv = 'x'",
        "UPDATE jobs_job SET status = 'done'",
        "UPDATE jobs_schedule SET is_on = false",
        "DELETE FROM forms_sentform",
        "INSERT INTO audit_auditevent (verb) VALUES ('x')",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_personkey",
        "INSERT INTO audit_erasure (person_id) VALUES (1)",
    ],
)
def test_raw_sql_outside_an_action_is_refused(cast, statement):
    with pytest.raises(WriteOutsideActionError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_bulk_insert_past_our_own_manager_is_refused(cast):
    row = Organisation(name="Bakvägen", tenant=cast.tenant)
    with pytest.raises(WriteOutsideActionError):
        TenantModel.__base__.save_base(row, raw=True)


def test_every_table_of_ours_is_watched_and_no_other(cast):
    watched = writes.our_tables()
    assert {"accounts_account", "people_person", "manage_logreview", "jobs_job"} <= watched
    assert not {"django_session", "mfa_authenticator", "django_content_type"} & watched


def test_who_may_write_one_column_without_an_action_may_write_no_other(cast, monkeypatch):
    """Django notes a sign-in; the same call can't close an account on the way."""
    update_last_login(None, cast.kerstin)
    monkeypatch.setattr(cast.kerstin, "save", lambda **_columns: Account.save(cast.kerstin))
    with pytest.raises(WriteOutsideActionError, match="accounts_account"):
        update_last_login(None, cast.kerstin)


@pytest.mark.parametrize(
    ("statement", "columns"),
    [
        ('UPDATE "jobs_job" SET "done" = ("jobs_job"."done" + 1), "message" = %s WHERE x = 1',
         {"done", "message"}),
        ("update jobs_job set done=1\nwhere id = 2", {"done"}),
        ("UPDATE jobs_job SET (done, total) = (1, 2)", set()),
    ],
    ids=["as Django writes it", "by hand", "in a way that isn't read"],
)  # fmt: skip
def test_the_columns_of_an_update_are_read_and_an_unread_one_is_no_exception(statement, columns):
    assert set_columns(statement) == columns
    may = Excepted("jobs_job", "x:y", "why", columns=frozenset({"done", "total", "message"}))
    assert may.covers("UPDATE", statement) == bool(columns)


@pytest.mark.parametrize("one", EXCEPTED, ids=lambda one: f"{one.by} {one.table}")
def test_every_exception_names_a_table_of_ours_and_a_function_that_is_there(one):
    assert one.table in writes.our_tables()
    module, function = one.by.split(":")
    source = inspect.getsource(import_module(module))
    assert function in _functions_of(compile(source, module, "exec"))


def _functions_of(code):
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return {code.co_qualname}.union(*(_functions_of(one) for one in inner))


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
