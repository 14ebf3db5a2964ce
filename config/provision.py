"""Makes the virtual environment hold exactly a lock file's packages; runs on a bare Python 3.11 or newer.

`python3 -m config.provision [requirements-dev.lock]`. A stamp in the environment says which lock it holds, so the second
run does nothing.
"""

import importlib.util
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
NO_VENV = """这台机器的 Python 不能建虚拟环境 (this Python cannot make a virtual environment: ensurepip is missing).
  Debian / Ubuntu: apt-get install python3-venv"""


class CannotProvision(SystemExit):
    """The environment cannot be made; the text says what to install."""


def provide(lock: str = RUNTIME) -> None:
    stamp = VENV / "locks"
    held = stamp.read_text().split() if stamp.exists() and PYTHON.exists() else []
    # The development lock holds every package of the runtime lock, in the same version.
    wanted = _print_of(lock)
    if wanted in held:
        return
    _make_venv()
    _install(ROOT / lock)
    locks = (RUNTIME, DEVELOPMENT) if lock == DEVELOPMENT else (RUNTIME,)
    stamp.write_text("\n".join(_print_of(name) for name in locks))


def _print_of(lock: str) -> str:
    return sha256((ROOT / lock).read_bytes()).hexdigest()


def _make_venv() -> None:
    if PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotProvision(NO_VENV)
    say("建立虚拟环境 .venv")
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        raise CannotProvision(NO_VENV)


def _install(lock: Path) -> None:
    """Every package by its hash, one counted line on the way."""
    total = len(re.findall(r"^\S+==", lock.read_text(), re.MULTILINE))
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--require-hashes", "--no-deps", "-r", str(lock)]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in pip.stdout:
        lines.append(line)
        _show_progress(lines, total)
    if pip.wait():
        sys.stderr.writelines(lines[-15:])
        raise CannotProvision(
            "安装依赖没有成功，见上面的说明 (installing the locked packages failed, see above)."
        )


def _show_progress(lines: list[str], total: int) -> None:
    done = sum(line.startswith(("Collecting", "Requirement already")) for line in lines)
    if lines[-1].startswith("Installing"):
        say(f"安装 {total} 个依赖包")
    elif lines[-1].startswith("Collecting") and done % 10 == 1:
        say(f"下载依赖包 {done}/{total}")


def say(text: str) -> None:
    print(f"· {text}", flush=True)


if __name__ == "__main__":
    provide(*sys.argv[1:])
