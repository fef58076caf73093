from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "stegvis.work.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the people room how placements forget somebody."""
        from stegvis.casework.people.registries import ERASERS, rows_of  # noqa: PLC0415
        from stegvis.work.placements.models import Placement  # noqa: PLC0415

        ERASERS.register("placements", rows_of(Placement))
