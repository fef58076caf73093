from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "stegvis.casework.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the people room how cases forget somebody."""
        from stegvis.casework.cases.models import (  # noqa: PLC0415
            Assignment,
            Case,
            FollowUp,
            Referral,
            Task,
        )
        from stegvis.casework.people.registries import ERASERS, rows_of  # noqa: PLC0415

        ERASERS.register(
            "cases", rows_of(FollowUp, Task, (Assignment, "case__person"), Case, Referral)
        )
