from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "stegvis.casework.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the people room how the journal forgets somebody."""
        from stegvis.casework.journal.models import Note  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, rows_of  # noqa: PLC0415

        ERASERS.register("journal", rows_of(Note))
