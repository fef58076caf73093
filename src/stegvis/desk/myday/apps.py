from django.apps import AppConfig


class MydayConfig(AppConfig):
    name = "stegvis.desk.myday"
    label = "myday"
    default_auto_field = "django.db.models.BigAutoField"
