import pytest

from powers.items.limit_words import advice


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("20日", "如果是 20 个工作日，请写成 20；如果是自然日，请换算成工作日"),
        ("二十个工作日", "请写成 20"),
        ("一百二十个工作日", "请写成 120"),
        ("十五天", "如果是 15 个工作日，请写成 15；如果是自然日，请换算成工作日"),
        ("20 个工作日内", "请写成 20"),
        ("即办", "当场办结的请在法定办结时限写 0，并把办件类型写成即办件"),
        ("3个月", "请换算成工作日，只写数字"),
        ("尽快", "请只写工作日数，例如 20；法律没有规定的不写"),
        ("二三日", "请只写工作日数，例如 20；法律没有规定的不写"),
        ("-3", "请只写工作日数，例如 20；法律没有规定的不写"),
    ],
)
def test_what_was_meant_is_said_but_never_guessed(text, words):
    assert advice(text) == words
