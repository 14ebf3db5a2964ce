"""The two players of the demonstration: round by round until both are quiet, and an end when one fails."""

import sys

import pytest

from config import playing

PLAYER = """
import sys
moved = {moved}
for line in sys.stdin:
    print(line.strip(), file=open({heard!r}, "a"))
    if moved is None:
        sys.exit(1)
    print(moved.pop(0) if moved else 0, flush=True)
"""


@pytest.fixture
def players(monkeypatch, tmp_path):
    """Stand-ins for manage.py that move so much in each round; answers what a zone was asked."""

    def stand_in(**moved):
        for zone, amounts in moved.items():
            (tmp_path / zone).mkdir()
            heard = str(tmp_path / zone / "heard")
            (tmp_path / zone / "manage.py").write_text(PLAYER.format(moved=amounts, heard=heard))
        popen = playing.subprocess.Popen
        monkeypatch.setattr(playing, "PYTHON", sys.executable)
        monkeypatch.setattr(
            playing.subprocess,
            "Popen",
            lambda *a, **kw: popen(*a, **kw | {"cwd": tmp_path / kw["env"]["HALL_ZONE"]}),
        )
        return lambda zone: (tmp_path / zone / "heard").read_text().split()

    return stand_in


def test_a_part_ends_only_when_neither_net_moved_anything(players):
    heard = players(outer=[1, 0, 0, 0], inner=[0, 2, 3, 0])
    playing.play("carry")
    assert heard("outer") == heard("inner") == ["carry"] * 4


def test_one_part_follows_the_other(players):
    heard = players(outer=[1, 0, 2, 0], inner=[])
    playing.play("carry", "cases")
    assert heard("inner") == ["carry", "carry", "cases", "cases"]


def test_a_player_that_fails_fails_the_step(players):
    players(outer=[5, 5], inner=None)
    with pytest.raises(SystemExit, match="没有办完"):
        playing.play("cases")
