from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "stegvis.casework.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the desk about requests, the menu where they are, and how all this is forgotten."""
        from stegvis.casework.cases.registries import DO_TODAY  # noqa: PLC0415
        from stegvis.casework.network import desk_rows, menu, merging, models, queries  # noqa: PLC0415
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            ERASERS,
            GRANT_LIMITS,
            MOVERS,
            Mover,
            Moves,
            rows_of,
        )
        from stegvis.web.navigation import Item, register  # noqa: PLC0415

        DO_TODAY.register("network", desk_rows.do_today)
        GRANT_LIMITS.register("network", queries.only_where_it_was_asked)
        MOVERS.register(
            "network",
            Mover(
                Moves(models.Consent, _("Consents")),
                Moves(models.Request, _("Requests")),
                Moves(models.Disclosure, _("Disclosures")),
                hinders=merging.hinders,
            ),
        )
        ERASERS.register("network", rows_of(models.Disclosure, models.Request, models.Consent))
        register(
            Item(
                _("Disclosures"), "network:requests", 35, menu.hands_out, menu.waiting, tone="soon"
            )
        )
