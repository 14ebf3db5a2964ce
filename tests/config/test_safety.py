import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import environment, keys, safety

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "HALL_PROFILE": "production",
    "SECRET_KEY": "kX9-" + "0123456789abcdefghijKLMNOPQRSTUVWXYZ" * 2,
    "ALLOWED_HOSTS": "hall.example",
    "CSRF_TRUSTED_ORIGINS": "https://hall.example",
    "PUBLIC_URL": "https://hall.example",
    "DATABASE_URL": "postgresql://hall:secret@db/hall",
    "REDIS_URL": "redis://redis:6379/0",
    "DATA_DIR": "/data",
    "EXCHANGE_PEER_KEYS": "inner-2026a+00000000+AAAA",
    "HALL_DEMO": "0",
}


@pytest.fixture
def production(monkeypatch):
    for variable in environment.TABLE:
        monkeypatch.delenv(variable.name, raising=False)
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_safe_production_settings_start(production):
    assert list(safety.faults_of("outer")) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "django-insecure-" + "0123456789" * 5),
        ("DEBUG", "1"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_URL", "http://hall.example"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "sqlite:///hall.sqlite3"),
        ("REDIS_URL", ""),
        ("DATA_DIR", ""),
        ("HALL_DEMO", "1"),
        ("EXCHANGE_PEER_KEYS", ""),
        ("EXCHANGE_PEER_KEYS", "embedded"),
    ],
)
def test_production_refuses_to_start_and_names_the_variable(production, name, value):
    production.setenv(name, value)
    with pytest.raises(safety.UnsafeSettings) as refusal:
        safety.refuse_unsafe("outer")
    assert name in str(refusal.value)


def test_all_faults_are_told_at_once(production):
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "REDIS_URL"):
        production.delenv(name)
    assert len(list(safety.faults_of("inner"))) == 3


def test_a_key_that_others_can_read_is_refused(tmp_path):
    keys.make(tmp_path)
    (tmp_path / "vault-1.key").chmod(0o644)
    with pytest.raises(keys.UnsafeKey, match="chmod 600"):
        keys.vault(tmp_path)


def test_a_missing_key_is_refused_with_the_command_that_makes_it(tmp_path):
    with pytest.raises(keys.UnsafeKey, match="python -m config.keys"):
        keys.vault(tmp_path)


def test_a_vault_key_of_the_wrong_length_is_refused(tmp_path):
    keys.make(tmp_path)
    (tmp_path / "vault-1.key").write_bytes(b"short")
    with pytest.raises(keys.UnsafeKey, match="32 bytes"):
        keys.vault(tmp_path)


def test_making_keys_again_changes_none(tmp_path):
    keys.make(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    keys.make(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_the_newest_vault_key_locks(tmp_path):
    keys.make(tmp_path)
    newer = tmp_path / "vault-10.key"
    newer.write_bytes(bytes(32))
    newer.chmod(0o600)
    assert list(keys.vault(tmp_path)) == ["10", "1"]


@pytest.mark.parametrize("zone", ["outer", "inner"])
def test_a_production_zone_starts_from_its_environment_and_nothing_of_the_other_is_loaded(tmp_path, zone):
    keys.make(tmp_path / zone / "keys")
    done = _in_production(tmp_path, zone, "import django; django.setup(); import sys; print(*sys.modules)")
    assert done.returncode == 0, done.stderr
    rooms = {name.split(".")[0] for name in done.stdout.split()}
    assert ("supervision" in rooms, "hall" in rooms) == (zone == "inner", zone == "outer")


def test_a_production_zone_says_why_it_does_not_start(tmp_path):
    keys.make(tmp_path / "outer" / "keys")
    done = _in_production(tmp_path, "outer", "import django; django.setup()", SECRET_KEY="short")
    assert done.returncode == 1
    assert "SECRET_KEY is weak" in done.stderr
    assert "Traceback" not in done.stderr


def _in_production(data, zone, program, **more):
    env = {"PATH": os.environ["PATH"], **SAFE, "DATA_DIR": str(data), "HALL_ZONE": zone, **more}
    env["DJANGO_SETTINGS_MODULE"] = f"config.settings.{zone}"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
