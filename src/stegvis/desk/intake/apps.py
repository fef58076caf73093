from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "stegvis.desk.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs, the menu's line, and how it is forgotten that somebody came."""
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves, rows_of  # noqa: PLC0415
        from stegvis.desk.intake import jobs, menu, merging, models  # noqa: F401, PLC0415
        from stegvis.web.navigation import Item, register  # noqa: PLC0415

        MOVERS.register("intake", Mover(Moves(models.Arrival, ""), make_room=merging.make_room))
        ERASERS.register("intake", rows_of(models.Arrival))
        register(Item(_("Bring a list"), "intake:home", 75, menu.brings))
