from django.apps import AppConfig


class MeConfig(AppConfig):
    name = "stegvis.desk.me"
    label = "me"
    default_auto_field = "django.db.models.BigAutoField"
