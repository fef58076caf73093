from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "stegvis.core.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the jobs that every installation runs."""
        import_module("stegvis.core.jobs.standing")
