"""No row leads to another tenant's: every key whose two ends have a tenant, found in the models."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import ForeignKey

from tests.core import any_row
from tests.strict import writes


def _has_tenant(model):
    return "tenant_id" in {field.column for field in model._meta.local_concrete_fields}


KEYS = [
    pytest.param(model, field, id=f"{model._meta.db_table}.{field.column}")
    for model in filter(_has_tenant, apps.get_models(include_auto_created=True))
    for field in model._meta.local_concrete_fields
    if isinstance(field, ForeignKey) and _has_tenant(field.related_model)
]


@pytest.fixture
def a_free_hand(superuser, cast):
    """Nothing stands but the walls: no guard of ours, no scope, no policy."""
    with writes.by_hand(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _refused(write):
    try:
        with transaction.atomic():
            write()
            _check_now()
    except DatabaseError as error:
        return str(error)
    return "accepted"


def _check_now():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(("model", "field"), KEYS)
def test_a_key_never_leads_to_another_tenant(a_free_hand, cast, model, field):
    target, column, own = field.related_model, field.column, cast.tenant.pk
    any_row.demand_nothing_of(model, target)
    here = any_row.insert(target, tenant_id=own)
    there = any_row.insert(target, tenant_id=cast.other_tenant.pk)
    row = any_row.insert(model, tenant_id=own, **{column: here})
    _check_now()

    def lead_away():
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s', [there, row]
            )

    wall = (
        f"{model._meta.db_table}.{column} leads to another tenant"
        if connection.vendor == "sqlite"
        else f"stegvis_key_{model._meta.db_table}"[:50]
    )
    assert wall in _refused(lambda: any_row.insert(model, tenant_id=own, **{column: there}))
    assert wall in _refused(lead_away)


def test_keys_to_accounts_are_among_them():
    assert {
        "accounts_membership.account_id",
        "people_grant.account_id",
        "jobs_job.started_by_id",
    } <= {key.id for key in KEYS}
