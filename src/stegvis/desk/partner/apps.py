from django.apps import AppConfig


class PartnerConfig(AppConfig):
    name = "stegvis.desk.partner"
    label = "partner"
    default_auto_field = "django.db.models.BigAutoField"
