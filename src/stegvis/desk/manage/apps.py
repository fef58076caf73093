from django.apps import AppConfig


class ManageConfig(AppConfig):
    name = "stegvis.desk.manage"
    label = "manage"
    default_auto_field = "django.db.models.BigAutoField"
