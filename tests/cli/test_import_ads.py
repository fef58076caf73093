import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app
from stegvis.core import tenancy
from stegvis.work.opportunities.models import Opportunity
from tests.work.ads_for_tests import ad, write


def run(*words):
    return CliRunner().invoke(app, ["import", "ads", *map(str, words)], env={"COLUMNS": "160"})


def places(tenant):
    with tenancy.tenant_scope(tenant.pk):
        return Opportunity.objects.count()


@pytest.fixture
def file(tmp_path):
    odd = {"scope_of_work": {"min": "mycket", "max": 100}}
    return write(tmp_path, [ad(1), ad(2, **odd)])


@pytest.mark.django_db
def test_ads_are_imported_for_the_tenant_named(cast, file):
    result = run(file, "--tenant", cast.tenant.name)
    assert result.exit_code == 0, result.output
    assert "2 ads read: 2 new, 0 changed, 0 as before" in result.output
    assert "scope_of_work.min" in result.output
    assert "mycket" in result.output
    assert (places(cast.tenant), places(cast.other_tenant)) == (2, 0)
    assert "2 as before" in run(file, "--tenant", cast.tenant.name).output


@pytest.mark.django_db
def test_a_complete_file_removes_the_others(cast, file, tmp_path):
    run(file, "--tenant", cast.tenant.name)
    one = write(tmp_path, [ad(1)], "one.jsonl")
    result = run(one, "--tenant", cast.tenant.name, "--complete")
    assert "1 as before, 1 removed" in result.output


@pytest.mark.django_db
def test_without_a_name_it_has_to_be_clear_whose_they_are(cast, file):
    result = run(file)
    assert (result.exit_code, places(cast.tenant)) == (2, 0)
    assert "Say whose ads these are: --tenant NAME" in result.output


@pytest.mark.django_db
def test_a_file_cut_in_half_imports_nothing_and_says_where(cast, file):
    file.write_bytes(file.read_bytes()[:-80])
    result = run(file, "--tenant", cast.tenant.name)
    assert (result.exit_code, places(cast.tenant)) == (2, 0)
    assert "Fetch it again" in result.output
    assert "Nothing was imported" in result.output


@pytest.mark.django_db
def test_a_missing_file_gets_a_sentence(cast, tmp_path):
    result = run(tmp_path / "nothing.jsonl", "--tenant", cast.tenant.name)
    assert result.exit_code == 2
    assert "can't be read (No such file or directory)" in result.output
