from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "stegvis.core.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs of the outbox, and accounts as recipients."""
        import_module("stegvis.core.notices.sending")
        import_module("stegvis.core.notices.staff")
