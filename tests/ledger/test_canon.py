"""Canonical JSON has one spelling per value."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import canon

texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12).map(
    lambda t: __import__("unicodedata").normalize("NFC", t)
)
keys = st.text("abcxyz_", min_size=1, max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)


@given(values)
def test_what_is_written_reads_back_the_same(value):
    assert canon.loads(canon.dumps(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"b":1,"a":2}',
        '{"a": 1}',
        "1.0",
        "1e2",
        "NaN",
        "-0",
        '"\\u0041"',
        '"e\u0301"',
        '"\\ud800"',
        "[" * 5000 + "]" * 5000,
        '{"ключ":1}',
        str(2**53),
        '"a\\u0000"',
        "",
        "[1,]",
    ],
)
def test_every_other_spelling_is_refused(text):
    with pytest.raises(canon.NotCanonical):
        canon.loads(text)


def test_a_float_has_no_canonical_form():
    with pytest.raises(canon.NotCanonical):
        canon.dumps({"fee": 1.5})


@given(
    st.lists(
        st.text(
            [
                "n",
                "\n",
                "\\",
                '"',
                "\x00",
                "u",
                "0",
                "e",
                "\u0301",
                "\u0323",
                "\ud800",
                "\u1100",
                "\u1161",
                "字",
            ],
            max_size=5,
        ),
        max_size=5,
    )
)
def test_texts_together_are_refused_when_one_of_them_is_alone(together):
    def is_refused(text):
        normal = unicodedata.normalize("NFC", text) == text
        return not normal or "\x00" in text or "\ud800" in text

    if any(map(is_refused, together)):
        with pytest.raises(canon.NotCanonical):
            canon.dumps({"texts": together})
    else:
        assert canon.loads(canon.dumps({"texts": together})) == {"texts": together}


@pytest.mark.parametrize("leaf", ["x", 1, [], {}, None])
def test_depth_counts_the_same_for_every_leaf(leaf):
    def nested(times):
        value = leaf
        for _ in range(times):
            value = [value]
        return value

    assert canon.dumps(nested(canon.MAX_DEPTH))
    with pytest.raises(canon.NotCanonical):
        canon.dumps(nested(canon.MAX_DEPTH + 1))
