from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "stegvis.core.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the sweep of the store."""
        import_module("stegvis.core.documents.sweeping")
