from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoublesConfig(AppConfig):
    name = "stegvis.casework.doubles"
    label = "doubles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let earlier numbers be found, follow into a further record, and be forgotten."""
        from stegvis.casework.doubles import actions, models, queries  # noqa: PLC0415
        from stegvis.casework.people.actions import keep_numbers  # noqa: PLC0415
        from stegvis.casework.people.models import Person  # noqa: PLC0415
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            ERASERS,
            MOVERS,
            NUMBERED,
            Mover,
            Moves,
        )

        keep_numbers("earlier numbers", models.EarlierNumber)
        NUMBERED.register("doubles", queries.numbered)
        ERASERS.register("doubles", actions.forget)
        MOVERS.register(
            "doubles",
            Mover(
                Moves(models.EarlierNumber, _("Earlier identity numbers")),
                Moves(models.Merge, ""),
                Moves(Person, "", "merged_into"),
            ),
        )
