from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "stegvis.casework.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the cases room about contacts, and the people room how notes are forgotten."""
        from stegvis.casework.cases.registries import STANDINGS, TIMELINE  # noqa: PLC0415
        from stegvis.casework.journal import desk_rows, queries  # noqa: PLC0415
        from stegvis.casework.journal.models import Note  # noqa: PLC0415
        from stegvis.casework.people.registries import DUE, ERASERS, rows_of  # noqa: PLC0415

        STANDINGS.register("journal", desk_rows.standings)
        TIMELINE.register("journal", desk_rows.timeline)
        ERASERS.register("journal", rows_of(Note))
        DUE.register("journal", queries.silent_long_enough)
