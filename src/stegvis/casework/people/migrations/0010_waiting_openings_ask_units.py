from django.db import migrations
from django.db.models import Q

from stegvis.core.database.migrating import in_each_tenant

OWN_GROUNDS = ("referral", "management")


def ask_the_units(apps, tenant_id):
    """Openings that waited when units weren't kept with them ask those that had the person then:
    the unit of whoever opened and each that held the person in a queue or a case."""
    models = (apps.get_model("people", name)._base_manager for name in ("Grant", "OpeningReview"))
    grants, reviews = (manager.filter(tenant_id=tenant_id) for manager in models)
    there = set(apps.get_model("organisations", "Unit")._base_manager.values_list("pk", flat=True))
    asked = set(reviews.values_list("opening_id", "unit_id"))
    waiting = grants.filter(ground="urgent", reviewed_at__isnull=True)
    for opening in waiting.order_by("pk"):
        held = grants.filter(_held_at(opening.starts), person_id=opening.person_id)
        units = {opening.source_id, *held.values_list("unit_id", flat=True)} & there
        for unit_id in sorted(units):
            if (opening.pk, unit_id) not in asked:
                reviews.create(
                    tenant_id=tenant_id,
                    opening_id=opening.pk,
                    unit_id=unit_id,
                    signed_at=None,
                )


def _held_at(moment):
    lasting = Q(ends__isnull=True) | Q(ends__gt=moment)
    held = Q(unit__isnull=False, ground__in=OWN_GROUNDS, starts__lte=moment)
    return held & lasting


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_own_protection'),
    ]

    operations = [
        migrations.RunPython(in_each_tenant(ask_the_units), migrations.RunPython.noop),
    ]
