from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def load_after_migrate(**_kwargs: Any) -> None:
    """The tables hold what this version's data files say."""
    from stegvis.core.codes.loading import load_codes  # noqa: PLC0415

    load_codes()


class CodesConfig(AppConfig):
    name = "stegvis.core.codes"
    label = "codes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the code lists after every migrate of this room."""
        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="stegvis codes")
