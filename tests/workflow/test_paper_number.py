import pytest

from workflow.papers.kinds import TABLE
from workflow.papers.number import (
    ALPHABET,
    check_code,
    clean_code,
    grouped_code,
    is_check_code,
    kind_word,
    paper_number,
)

KEY = b"a key of the outer net"
NUMBER = "鼓市监许准〔2026〕317号"


def test_a_number_is_written_as_gb_9704_asks():
    assert paper_number("鼓市监", word=kind_word("grant_decision"), year=2026, serial=317) == NUMBER


def test_other_classes_of_power_have_their_own_words():
    assert kind_word("grant_decision", power_class="行政确认") == "确准"
    assert kind_word("grant_decision", power_class="其他行政权力") == "其准"


def test_every_kind_of_paper_has_its_own_word():
    assert len({kind.word for kind in TABLE.values()}) == len(TABLE)


@pytest.mark.parametrize("bad", [{"serial": 0}, {"serial": -1}, {"year": 26}, {"word": ""}])
def test_a_number_without_its_parts_is_refused(bad):
    with pytest.raises(ValueError, match="no paper number"):
        paper_number("鼓市监", **{"word": "许准", "year": 2026, "serial": 1} | bad)


def test_a_check_code_is_twelve_characters_that_can_be_read_aloud():
    code = check_code(NUMBER, 42, KEY)
    assert len(code) == 12
    assert set(code) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_a_check_code_depends_on_number_case_and_key_and_on_nothing_else():
    codes = {
        check_code(NUMBER, 42, KEY),
        check_code(NUMBER, 43, KEY),
        check_code("鼓市监许准〔2026〕318号", 42, KEY),
        check_code(NUMBER, 42, b"other"),
    }
    assert len(codes) == 4
    assert (
        check_code(NUMBER, 42, KEY) == check_code(NUMBER, "42", KEY) == "GHNS8ADSKZJS"
    )  # RFC 4648 base32 of the digest, letters changed


def test_a_code_without_a_key_is_refused():
    with pytest.raises(ValueError, match="key"):
        check_code(NUMBER, 42, b"")


def test_a_code_is_understood_however_it_is_typed():
    code = check_code(NUMBER, 42, KEY)
    typed = f" {grouped_code(code).lower().replace('0', 'o').replace('1', 'l')} "
    assert clean_code(typed) == code
    assert is_check_code(typed, number=NUMBER, case_id=42, key=KEY)
    assert not is_check_code(typed, number=NUMBER, case_id=41, key=KEY)


@pytest.mark.parametrize("typed", ["", "7K4M", "7K4M-2Q9D-XW3U", "七七七七七七七七七七七七"])
def test_what_cannot_be_a_code_is_no_code(typed):
    assert clean_code(typed) == ""
    assert not is_check_code(typed, number=NUMBER, case_id=42, key=KEY)
