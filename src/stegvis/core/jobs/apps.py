from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "stegvis.core.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
