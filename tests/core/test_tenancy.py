import pytest
from django.db import DatabaseError, connection, transaction

from stegvis.core import tenancy
from stegvis.core.audit import recording
from stegvis.core.audit.actor import Actor
from stegvis.core.database import walls
from stegvis.core.organisations import actions
from stegvis.core.organisations.models import Organisation, Unit
from tests.strict import writes


def test_without_a_tenant_nothing_is_read(cast):
    with tenancy.tenant_scope(None):
        assert not Unit.objects.exists()


def test_one_tenant_never_sees_anothers_rows(cast):
    assert list(Unit.objects.all()) == [cast.unit]
    with tenancy.tenant_scope(cast.other_tenant.pk):
        assert list(Unit.objects.all()) == [cast.other_unit]


def test_a_row_of_another_tenant_is_not_saved(cast):
    by = Actor.system("test", tenant_id=cast.tenant.pk)
    with pytest.raises(tenancy.NoTenantError):
        actions.create_organisation(cast.other_tenant, name="X", kind="own", by=by)


def test_the_database_refuses_a_key_into_another_tenant(cast):
    organisation = Organisation.objects.first()
    statement = "UPDATE organisations_unit SET organisation_id = %s WHERE id = %s"
    with writes.by_hand(), tenancy.tenant_scope(cast.other_tenant.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement, [organisation.pk, cast.other_unit.pk])
                if connection.vendor == "postgresql":
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_raw_sql_without_a_tenant_reads_nothing_on_postgresql(cast):
    with tenancy.tenant_scope(None), connection.cursor() as cursor:
        for table in walls.tenant_tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            if connection.vendor == "postgresql":
                assert cursor.fetchone()[0] == 0, table


def test_every_wall_stands(cast):
    assert walls.missing() == []


def test_every_table_belongs_to_a_tenant_or_is_listed_as_outside(cast):
    inside = set(walls.tenant_tables())
    assert inside.isdisjoint(walls.OUTSIDE)
    with connection.cursor() as cursor:
        assert set(connection.introspection.table_names(cursor)) == inside | set(walls.OUTSIDE)
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                "AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)"
            )
            assert {name for (name,) in cursor.fetchall()} == set(walls.OUTSIDE)


def test_rows_lead_to_their_tenant_by_one_reading(cast, django_assert_num_queries):
    with tenancy.tenant_scope(cast.tenant.pk):
        units, area = [*Unit.objects.all(), *Unit.objects.all()], cast.unit.secrecy_area
        with django_assert_num_queries(1):
            assert {one.tenant.name for one in [*units, area]} == {cast.tenant.name}


def test_a_tenant_that_is_changed_is_read_again(cast):
    assert Unit.objects.get().tenant.name == cast.tenant.name
    with recording.recording("test.tenant.renamed", cast.system):
        cast.tenant.name = "Annan kommun"
        cast.tenant.save()
    assert Unit.objects.get().tenant.name == "Annan kommun"
