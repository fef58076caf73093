from django.db import migrations

from stegvis.core.database.migrating import in_each_tenant


def name_the_scope(apps, tenant_id):
    """A referral holds the identity beside the name; what a yes calls `intake` no longer does."""
    grants = apps.get_model("people", "Grant")._base_manager
    rows = grants.filter(tenant_id=tenant_id, ground="referral", scope="intake")
    rows.update(scope="referral")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_a_record_in_each_area"),
    ]

    operations = [
        migrations.RunPython(in_each_tenant(name_the_scope), migrations.RunPython.noop),
    ]
