import pytest
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "exchange").mkdir()


def test_the_process_lives_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["outer", "inner"])
def test_a_zone_with_everything_in_place_is_ready(client, zone, exchange_folder, name):
    with zone(name):
        response = client.get("/readyz")
    assert response.json()["ready"] is True and response.json()["faults"] == {}


def test_that_no_scanner_is_configured_is_said_and_keeps_nobody_waiting(client, exchange_folder, settings):
    assert "not scanned" in client.get("/readyz").json()["notices"]["scanner"]
    settings.CLAMD = "tcp://127.0.0.1:3310"
    assert client.get("/readyz").json()["notices"] == {}


def test_a_missing_exchange_folder_is_named(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    response = client.get("/readyz")
    assert response.status_code == 503
    assert list(response.json()["faults"]) == ["exchange"]


def test_a_pending_migration_is_named(client, exchange_folder):
    MigrationRecorder.Migration.objects.filter(app="axes").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert list(response.json()["faults"]) == ["migrations"]


def test_health_is_only_read(client):
    assert client.post("/healthz").status_code == 405
