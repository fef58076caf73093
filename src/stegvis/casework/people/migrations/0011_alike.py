from django.db import migrations, models

from stegvis.casework.people.likeness import name_key
from stegvis.core.database.migrating import in_each_tenant

BATCH = 2000


def compare_by_name(apps, tenant_id):
    """What names are compared by stands beside them, for those who are registered already."""
    rows = apps.get_model("people", "Person")._base_manager.filter(tenant_id=tenant_id)
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for person in batch:
            person.name_key = name_key(person.given_name, person.family_name)
        rows.bulk_update(batch, ["name_key"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0010_waiting_openings_ask_units")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="name_key",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.RunPython(in_each_tenant(compare_by_name), migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["secrecy_area", "name_key"], name="people_alike_by_name"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["secrecy_area", "birth_date"], name="people_alike_by_birth"),
        ),
    ]
