from django.db import migrations

from stegvis.core import tenancy


def name_the_scope(apps, _schema_editor):
    """A referral holds the identity beside the name; what a yes calls `intake` no longer does."""
    tenants = apps.get_model("organisations", "Tenant")._base_manager.order_by("pk")
    grants = apps.get_model("people", "Grant")._base_manager
    for tenant_id in list(tenants.values_list("pk", flat=True)):
        with tenancy.tenant_scope(tenant_id):
            rows = grants.filter(tenant_id=tenant_id, ground="referral", scope="intake")
            rows.update(scope="referral")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_a_record_in_each_area"),
    ]

    operations = [
        migrations.RunPython(name_the_scope, migrations.RunPython.noop),
    ]
