from django.db import migrations

from stegvis.casework.people.protection import AFTER_NAMES
from stegvis.core.database.migrating import in_each_tenant


def stand_last(apps, tenant_id):
    """Whose identity is protected stands after all others in lists by name, in no order."""
    rows = apps.get_model("people", "Person")._base_manager.filter(tenant_id=tenant_id)
    protected = list(rows.exclude(protection=0).order_by("pk"))
    for person in protected:
        person.sort_key = f"{AFTER_NAMES}{person.public_id}"
    rows.bulk_update(protected, ["sort_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("people", "0016_found_by_way")]

    operations = [
        migrations.RunPython(in_each_tenant(stand_last), migrations.RunPython.noop),
    ]
