import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(name: str) -> dict[str, str]:
    found = re.findall(
        r"^([a-z0-9][\w.\[\]-]*)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE | re.IGNORECASE
    )
    return {package.split("[")[0].lower().replace("_", "-"): version for package, version in found}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name):
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links", (ROOT / name).read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name):
    blocks = re.split(r"^(?=\S)", (ROOT / name).read_text(), flags=re.MULTILINE)
    assert [block for block in blocks if block.strip() and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(("lock", "source"), [(lock, lock.replace(".lock", ".in")) for lock in LOCKS])
def test_the_lock_holds_what_its_source_asks_for(lock, source):
    asked, locked = pins(source), pins(lock)
    assert {name: locked.get(name) for name in asked} == asked


def test_every_package_asked_for_is_pinned():
    lines = [
        line for name in LOCKS for line in (ROOT / name.replace(".lock", ".in")).read_text().splitlines()
    ]
    assert [line for line in lines if line and not line.startswith("-r") and "==" not in line] == []


def test_the_development_lock_holds_the_runtime_lock():
    runtime, development = (pins(name) for name in LOCKS)
    assert {name: development.get(name) for name in runtime} == runtime
