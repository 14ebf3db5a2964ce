"""Brings databases, demonstration data and static files up to what the checkout holds.

Each step leaves a stamp with the fingerprint of the files it depends on, and is skipped while that stays the same.
"""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256

from config import environment
from config.playing import play
from config.provision import PYTHON, ROOT, say
from config.site import ZONES, data_dir, environment_of


def prepare() -> None:
    for box in ("o2i", "i2o"):
        (data_dir() / "exchange" / box).mkdir(parents=True, exist_ok=True)
    migrate = [partial(beside, *([(zone, "migrate", "-v0")] for zone in ZONES))]
    step("migrations", "建立数据库", "*/migrations/*.py", migrate)
    step("people", "建立机构和演示账号", "", [people])
    catalogue = "powers/data/catalogue.csv"
    with ThreadPoolExecutor(1) as pool:
        collect = ("outer", "collectstatic", "--noinput", "-v0")
        static = pool.submit(step, "static", "收集样式和图片", "static/**/*", [collect])
        step("catalogue", "装入权力事项", catalogue, [("inner", "load_powers", catalogue)])
        static.result()
    if environment.flag("HALL_DEMO"):
        replay = ("inner", "sweep", "--demo", "--all")
        step("demo", "办一批演示办件（约 150 件）", "", [partial(play, "carry", "cases"), replay])
        own = [partial(play, "carry"), ("outer", "seed_cases"), partial(play, "own")]
        step("own", "给演示申请人各办几件", "", own)
        step("lists", "演示清单清理和裁量基准", "powers/data/demo_lists.json", [("inner", "seed_lists")])


def people() -> None:
    beside([("outer", "seed_people"), ("outer", "seed_applicants")], [("inner", "seed_people")])


def step(name: str, text: str, sources: str, acts: list) -> None:
    """`acts` are commands of a zone, and what else is done between them."""
    stamp = data_dir() / ".hall" / f"{name}.done"
    now = fingerprint(sources)
    if stamp.exists() and stamp.read_text() == now:
        return
    say(text)
    for act in acts:
        act() if callable(act) else manage(*act)
    stamp.write_text(now)


def beside(*lines: list[tuple]) -> None:
    """Lines of commands that do not wait for each other; a line ends where one of its commands fails."""
    with ThreadPoolExecutor(len(lines)) as pool:
        done = [pool.submit(lambda line=line: [manage(*command) for command in line]) for line in lines]
    for each in done:
        each.result()


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
