from django.contrib.staticfiles import finders

from config.assets import NAME, PARTS, SOURCE, joined


def test_every_part_is_in_the_stylesheet_once_and_no_part_is_forgotten():
    assert len(set(PARTS)) == len(PARTS)
    assert set(PARTS) == {path.stem for path in SOURCE.glob("*.css")}


def test_the_order_is_kept_since_later_parts_override_earlier_ones():
    text = joined()
    places = [text.index((SOURCE / f"{part}.css").read_text(encoding="utf-8").strip()) for part in PARTS]
    assert places == sorted(places)


def test_whoever_asks_for_the_stylesheet_gets_it_joined_and_the_parts_are_not_served():
    with open(finders.find(NAME), encoding="utf-8") as file:
        assert file.read() == joined()
    assert finders.find("css/tokens.css") is None
    assert finders.find("icons.svg")


def test_collecting_finds_one_stylesheet():
    collected = [path for finder in finders.get_finders() for path, _ in finder.list([])]
    assert [path for path in collected if path.endswith(".css")] == [NAME]
    assert "js/hall.js" in collected
