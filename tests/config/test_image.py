"""No container engine is needed: the image's own build steps run as a script in an empty folder, with a Python of their own.

Left out is what only root in a container can do (the account, its folders); paths of the image are moved below the folder.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from config import environment, keys
from tests.config.test_safety import SAFE

ROOT = Path(__file__).resolve().parents[2]
ROOT_ONLY = ("useradd", "install -d -o")


def instructions():
    text = (ROOT / "Dockerfile").read_text()
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(" ", 1)) for line in lines]


def ignored(folder, names):
    """As the engine reads .dockerignore: a pattern counts from the top of the checkout, after `**/` anywhere."""
    patterns = (ROOT / ".dockerignore").read_text().split()
    anywhere = [p.removeprefix("**/") for p in patterns if p.startswith("**/")]
    at_the_top = [p.lstrip("/") for p in patterns if not p.startswith("**/")] if Path(folder) == ROOT else []
    return {name for name in names if any(fnmatch(name, p) for p in (*anywhere, *at_the_top))}


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    folder = tmp_path_factory.mktemp("image")
    python = folder / "python"
    subprocess.run([sys.executable, "-m", "venv", python], check=True)
    env = {"PATH": f"{python / 'bin'}:{os.environ['PATH']}", "HOME": str(folder)}
    env |= {
        name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))
    }
    work = folder / "srv/hall"
    work.mkdir(parents=True)

    def moved(text):
        return re.sub(r"(?<![\w.])/(srv|data|tmp)/", rf"{folder}/\1/", text)

    for word, rest in instructions():
        if word == "ENV":
            env |= dict(
                pair.split("=") for pair in moved(rest).split() if not pair.startswith("PIP_NO_CACHE")
            )
        elif word == "COPY":
            source = ROOT / rest.split()[0]
            if source.is_dir():
                shutil.copytree(source, work, ignore=ignored, dirs_exist_ok=True)
            else:
                shutil.copy(source, work)
        elif word == "RUN" and not rest.startswith(ROOT_ONLY):
            done = subprocess.run(
                ["sh", "-ec", moved(rest)], cwd=work, env=env, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{rest}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return work, env, folder


@pytest.mark.slow
def test_the_build_steps_work_in_an_empty_folder(image):
    work, env, _ = image
    assert (Path(env["STATIC_ROOT"]) / "staticfiles.json").exists()
    for left_out in (".git", ".venv", "tests", "data"):
        assert not (work / left_out).exists()
    assert (work / "powers" / "data" / "catalogue.csv").exists()


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["outer", "inner"])
def test_what_was_built_passes_the_deployment_check_in_production(image, zone, tmp_path):
    work, env, _ = image
    keys.make(tmp_path / zone / "keys")
    production = {**env, **SAFE, "HALL_ZONE": zone, "DATA_DIR": str(tmp_path)}
    check = ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, cwd=work, env=production, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_image_starts_the_web_process_that_is_installed(image):
    work, env, _ = image
    command = json.loads(next(rest for word, rest in instructions() if word == "CMD"))
    check = subprocess.run([command[0], "--version"], cwd=work, env=env, check=False, capture_output=True)
    assert check.returncode == 0


def test_the_image_does_not_run_as_root():
    words = [word for word, _ in instructions()]
    assert ("USER", "hall") in instructions()
    assert words.index("USER") < words.index("CMD")


def test_the_image_names_its_variables_as_the_house_knows_them():
    known = {variable.name for variable in environment.TABLE}
    pairs = " ".join(rest for word, rest in instructions() if word == "ENV").split()
    ours = {pair.split("=")[0] for pair in pairs if not pair.startswith(("PYTHON", "PIP_"))}
    assert ours <= known
