from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "stegvis.core.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs of the outbox, accounts as recipients, and who sends codes."""
        import_module("stegvis.core.notices.codes")
        import_module("stegvis.core.notices.sending")
        import_module("stegvis.core.notices.staff")
