"""Which settings a process runs with: a zone is a settings module, named by HALL_ZONE."""

from config import environment

ZONES = ("outer", "inner")


def settings_module() -> str:
    zone = environment.read("HALL_ZONE")
    if zone not in ZONES:
        raise SystemExit(f"HALL_ZONE must be one of {', '.join(ZONES)}; it is {zone!r}.")
    return f"config.settings.{zone}"
