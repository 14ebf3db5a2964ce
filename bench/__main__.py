"""`make bench` for all, `python -m bench gate desk …` for the named ones. BENCH_* in the environment makes them big."""

import sys

from bench import start
from bench.setting import run_on_both

BOTH = ("gate", "pages", "desk", "sweep", "intake", "catalogue", "search", "notices", "beside")


def main(names: list[str]) -> None:
    for name in names or (*BOTH, "start"):
        print(f"\n== {name} ==", flush=True)
        if name == "start":
            start.main()
        else:
            run_on_both(f"bench.{name}")


main(sys.argv[1:])
