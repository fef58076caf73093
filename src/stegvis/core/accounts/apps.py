from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stegvis.core.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to who signs in, and offer the page where one chooses what to act as."""
        from stegvis.core.accounts import menu, sign_ins  # noqa: PLC0415

        sign_ins.connect()
        menu.register()
