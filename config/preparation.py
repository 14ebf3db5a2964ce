"""Brings databases, demonstration data and static files up to what the checkout holds.

Each step leaves a stamp with the fingerprint of the files it depends on, and is skipped while that stays the same.
"""

import subprocess
from hashlib import sha256

from config import environment
from config.provision import PYTHON, ROOT, say
from config.site import ZONES, data_dir, environment_of

PEOPLE = [*[(zone, "seed_people") for zone in ZONES], ("outer", "seed_applicants")]


def prepare() -> None:
    for box in ("o2i", "i2o"):
        (data_dir() / "exchange" / box).mkdir(parents=True, exist_ok=True)
    step("migrations", "建立数据库", "*/migrations/*.py", [(zone, "migrate", "-v0") for zone in ZONES])
    step("static", "收集样式和图片", "static/**/*", [("outer", "collectstatic", "--noinput", "-v0")])
    step("people", "建立机构和演示账号", "", PEOPLE)
    catalogue = "powers/data/catalogue.csv"
    step("catalogue", "装入权力事项", catalogue, [("inner", "load_powers", catalogue)])
    if environment.flag("HALL_DEMO"):
        step("demo", "办一批演示办件（约 300 件）", "", demo_cases())
        step("own", "给演示申请人各办几件", "", own_cases())


CARRY = [(zone, "exchange_worker", "--drain") for zone in ("inner", "outer", "inner")]


def own_cases() -> list[tuple]:
    """The demonstration's applicants have cases of their own, decided and in progress ones by way of the inner net."""
    return [*CARRY, ("outer", "seed_cases"), *CARRY[1:], ("inner", "seed_demo", "own"), *CARRY]


def demo_cases() -> list[tuple]:
    """Both nets play their parts in turn, and what they tell each other crosses in between."""
    return [
        *CARRY,
        ("outer", "seed_demo", "file"),
        *CARRY[1:],
        ("inner", "seed_demo", "handle"),
        *CARRY,
        ("outer", "seed_demo", "finish"),
        *CARRY[1:],
        ("inner", "sweep", "--demo", "--all"),
    ]


def step(name: str, text: str, sources: str, commands: list[tuple]) -> None:
    stamp = data_dir() / ".hall" / f"{name}.done"
    now = fingerprint(sources)
    if stamp.exists() and stamp.read_text() == now:
        return
    say(text)
    for zone, *arguments in commands:
        manage(zone, *arguments)
    stamp.write_text(now)


def manage(zone: str, *arguments: str) -> None:
    command = [str(PYTHON), "manage.py", *arguments]
    if subprocess.run(command, cwd=ROOT, env=environment_of(zone), check=False).returncode:
        raise SystemExit(
            f"这一步没有成功，见上面的说明 (manage.py {' '.join(arguments)} failed on the {zone} net)."
        )


def fingerprint(pattern: str) -> str:
    paths = sorted(path for path in ROOT.glob(pattern) if path.is_file()) if pattern else []
    facts = "".join(f"{path.relative_to(ROOT)} {sha256(path.read_bytes()).hexdigest()}\n" for path in paths)
    return sha256(facts.encode()).hexdigest()
