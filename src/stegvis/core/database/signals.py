"""Take the walls down before a migrate and put them up after it, once per run.

The cache's table, which the lock-out counts in, isn't a model's: it is made here, before the walls,
so that the application's role is granted it like every other.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command

from stegvis.core.database import walls


def before_migrate(sender: AppConfig, **_kwargs: Any) -> None:
    """Runs for every app; the first call takes all walls down."""
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if sender == with_models[0]:
        walls.take_down()


def after_migrate(sender: AppConfig, **_kwargs: Any) -> None:
    """Runs for every app; the call of the last with models puts all walls up."""
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if sender == with_models[-1]:
        call_command("createcachetable", verbosity=0)
        walls.put_up()
