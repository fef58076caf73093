from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "stegvis.casework.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms what the timeline has to show, and how a profile is forgotten."""
        from stegvis.casework.cases.registries import TIMELINE  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, rows_of  # noqa: PLC0415
        from stegvis.casework.situation import queries  # noqa: PLC0415
        from stegvis.casework.situation.models import CompetenceProfile  # noqa: PLC0415

        TIMELINE.register("situation", queries.timeline)
        ERASERS.register("situation", rows_of(CompetenceProfile))
