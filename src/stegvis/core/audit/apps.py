from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "stegvis.core.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the database's walls standing across migrations."""
        from stegvis.core.database import signals  # noqa: PLC0415

        pre_migrate.connect(signals.before_migrate, dispatch_uid="stegvis walls down")
        post_migrate.connect(signals.after_migrate, dispatch_uid="stegvis walls up")
