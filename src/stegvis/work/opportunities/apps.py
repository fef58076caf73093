from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpportunitiesConfig(AppConfig):
    name = "stegvis.work.opportunities"
    label = "opportunities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put places in the menu, and on the pages of employers."""
        from stegvis.web.navigation import Item, register  # noqa: PLC0415
        from stegvis.work.employers.registries import SECTIONS  # noqa: PLC0415
        from stegvis.work.opportunities import rules, sections  # noqa: PLC0415

        SECTIONS.register("places", sections.places_at)
        register(
            Item(
                label=_("Places"),
                url_name="opportunities:index",
                order=40,
                key="s",
                shown=lambda request: rules.may_read(request.actor),  # type: ignore[attr-defined]
            )
        )
