import pytest

from stegvis.conf.environment import DangerousSettingsError
from stegvis.conf.start import refuse_dangerous_start
from stegvis.core.accounts import actions as accounts
from stegvis.core.database import roles


def test_production_starts_with_a_bound_role(cast, settings):
    settings.PRODUCTION = True
    refuse_dangerous_start()


def test_production_refuses_a_database_with_demo_links(cast, settings):
    settings.PRODUCTION = True
    accounts.issue_link(cast.kerstin, token="walk-right-in", is_demo=True, by=cast.system)
    with pytest.raises(DangerousSettingsError, match="holds the demo"):
        refuse_dangerous_start()


def test_the_application_role_cannot_pass_the_wall_or_change_the_log(cast):
    assert roles.ways_past_the_wall() == []
    assert roles.changeable_logs() == []
