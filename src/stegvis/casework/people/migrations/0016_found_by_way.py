from django.db import migrations, models

from stegvis.casework.people import way_index
from stegvis.core.database.migrating import in_each_tenant

BATCH = 2000


def find_by_way(apps, tenant_id):
    """What a number or an address is found by stands beside it, for those that are kept already."""
    rows = apps.get_model("people", "ContactWay")._base_manager.filter(tenant_id=tenant_id)
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for way in batch:
            way.value_index = way_index.of(way.value)
        rows.bulk_update(batch, ["value_index"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0015_the_few_among_many")]

    operations = [
        migrations.AddField(
            model_name="contactway",
            name="value_index",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.RunPython(in_each_tenant(find_by_way), migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="contactway",
            index=models.Index(fields=["tenant", "value_index"], name="people_by_way"),
        ),
    ]
