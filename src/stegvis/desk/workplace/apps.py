from django.apps import AppConfig


class WorkplaceConfig(AppConfig):
    name = "stegvis.desk.workplace"
    label = "workplace"
    default_auto_field = "django.db.models.BigAutoField"
