from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "stegvis.work.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the register in the menu of those who may read it; say whom an employer is."""
        from stegvis.casework.people.registries import SPEAKS_FOR  # noqa: PLC0415
        from stegvis.web.navigation import Item, register  # noqa: PLC0415
        from stegvis.work.employers import queries, rules  # noqa: PLC0415

        SPEAKS_FOR.register("employer", queries.organisation_of)
        register(
            Item(
                label=_("Employers"),
                url_name="employers:index",
                order=50,
                key="e",
                shown=lambda request: rules.may_read(request.actor),  # type: ignore[attr-defined]
            )
        )
