import re

import pytest
import segno

from workflow.papers.marks import ARC, draw_qr, draw_seal, seal_words


@pytest.mark.parametrize("length", [1, 4, 13, 25, 60])
def test_the_name_runs_round_the_seal_evenly_and_never_closes(length):
    seal = draw_seal("字" * length, words="行政许可专用章")
    angles = [mark.angle for mark in seal.marks]
    assert angles == [-angle for angle in reversed(angles)]
    assert angles[-1] - angles[0] <= ARC + 0.1
    arc_per_character = 77 * 3.1416 / 180 * (angles[1] - angles[0]) if length > 1 else 99
    assert seal.size < arc_per_character


def test_a_demonstration_seal_calls_itself_a_sample():
    assert seal_words("行政许可", demo=True) == "行政许可样章"
    assert draw_seal("某局", words="行政许可样章").label == "样章：某局行政许可样章"
    assert "样章" not in draw_seal("某局", words=seal_words("行政确认", demo=False)).label


def test_the_qr_path_covers_exactly_the_dark_modules():
    text = "https://zwdt.example/verify/?code=7K4M2Q9DXW31"
    qr = draw_qr(text)
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    rows = segno.make(text, error="m", micro=False, boost_error=False).matrix
    assert dark == {(x, y) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}
    assert qr.modules == len(rows)
