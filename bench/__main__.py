"""`make bench`, or `python -m bench [gate] [pages] [sweep] [intake] [search] [notices] [start]`: all, or the named ones."""

import sys

from bench import start
from bench.setting import run_on_both

BOTH = ("gate", "pages", "sweep", "intake", "search", "notices")


def main(names: list[str]) -> None:
    for name in names or (*BOTH, "start"):
        print(f"\n== {name} ==", flush=True)
        if name == "start":
            start.main()
        else:
            run_on_both(f"bench.{name}")


main(sys.argv[1:])
