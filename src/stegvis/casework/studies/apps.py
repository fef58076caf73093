from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudiesConfig(AppConfig):
    name = "stegvis.casework.studies"
    label = "studies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the plan's page and My day of studies, and how they are forgotten."""
        from stegvis.casework.cases import registries  # noqa: PLC0415
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            ERASERS,
            MOVERS,
            Mover,
            Moves,
            rows_of,
        )
        from stegvis.casework.plans.registries import BESIDE  # noqa: PLC0415
        from stegvis.casework.studies import desk_rows, models  # noqa: PLC0415

        registries.DO_TODAY.register("studies", desk_rows.do_today)
        BESIDE.register("studies", desk_rows.beside_the_plan)
        MOVERS.register(
            "studies", Mover(Moves(models.Study, _("Studies")), Moves(models.Course, ""))
        )
        ERASERS.register("studies", rows_of(models.Course, models.Study))
