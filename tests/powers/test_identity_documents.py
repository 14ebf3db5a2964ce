"""Numbers of papers of identity: good and bad of each kind, how they are written, and by what a holder is known again."""

from datetime import date

import pytest

from powers.forms.vocabulary import ID_CODES, ID_KINDS
from powers.items.identity_documents import (
    CHOICES,
    DOCUMENTS,
    code_of,
    document_fault,
    known_as,
    tidy,
    word_of,
)
from tests.factories import id_number
from workflow.parties import mask_id

TODAY = date(2026, 11, 26)
CITIZEN = id_number()
GOOD = [
    ("111", CITIZEN),
    ("112", CITIZEN),
    ("113", CITIZEN),
    ("residence_hk_macao", "810000199408230021"),
    ("residence_taiwan", "830000199201300022"),
    ("553", "911124198108030024"),
    ("553", "931012199012010018"),
    ("553", "KAZ110090123105"),
    ("516", "H12345678"),
    ("516", "M1234567801"),
    ("516", "HA1234567"),
    ("511", "01234567"),
    ("414", "E12345678"),
    ("414", "EA1234567"),
    ("414", "123456789"),
    ("114", "军字第1234567号"),
    ("114", "士字第P011816X号"),
    ("115", "武字第12345678号"),
]
BAD = [
    ("111", CITIZEN[:17] + ("1" if CITIZEN[17] != "1" else "2"), "最后一位对不上"),
    ("111", "E12345678", "是 18 位"),
    ("112", "320106199002300011", "出生日期不存在"),
    ("113", "99010619900307001X", "省级地区代码"),
    ("residence_hk_macao", "830000199201300022", "0000 开头"),
    ("residence_hk_macao", CITIZEN, "0000 开头"),
    ("residence_taiwan", "810000199408230021", "0000 开头"),
    ("residence_taiwan", "830000199201300023", "最后一位对不上"),
    ("553", "911124198108030025", "最后一位对不上"),
    ("553", "999124198108030024", "省级地区代码"),
    ("553", "911124198113030024", "出生日期不存在"),
    ("553", "911124209908030024", "出生日期不可能"),
    ("553", "KAZ110090133105", "9 开头的 18 位"),
    ("553", CITIZEN, "9 开头的 18 位"),
    ("516", "H1234567", "H 或者 M 加 8 位数字"),
    ("516", "H123456780", "H 或者 M 加 8 位数字"),
    ("516", "K12345678", "H 或者 M 加 8 位数字"),
    ("516", "HB1234567", "HA、MA"),
    ("511", "0123456789", "是 8 位数字"),
    ("511", "A1234567", "是 8 位数字"),
    ("414", "ABCDEFGH", "里面有数字"),
    ("414", "E123", "5 到 9 位"),
    ("414", "E123456789", "5 到 9 位"),
    ("414", "护照12345", "5 到 9 位"),
    ("114", "1234567", "照证件填全"),
    ("115", "武字第12号", "照证件填全"),
    ("999", "E12345678", "请从列出的证件种类里选一种"),
    ("统一社会信用代码", "91320106MA1XK5KJ3K", "请从列出的证件种类里选一种"),
]


@pytest.mark.parametrize(("kind", "number"), GOOD)
def test_a_right_number_of_each_kind_has_no_fault(kind, number):
    assert document_fault(kind, number, today=TODAY) == ""


def test_every_kind_has_a_good_number_in_the_table_and_a_bad_one():
    for rows in ({kind for kind, _ in GOOD}, {kind for kind, _, _ in BAD}):
        assert set(DOCUMENTS) <= rows


@pytest.mark.parametrize(("kind", "number", "words"), BAD)
def test_a_wrong_number_says_what_is_wrong(kind, number, words):
    assert words in document_fault(kind, number, today=TODAY)


@pytest.mark.parametrize("kind", [kind for kind, _ in CHOICES])
def test_nothing_and_figures_of_other_scripts_are_no_number_of_any_kind(kind):
    assert all(document_fault(kind, number, today=TODAY) for number in ("", " ", "١٢٣٤٥٦٧٨", "0"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ｅ１２３４５６７８", "E12345678"),
        (" h1234 5678-01 ", "H1234567801"),
        ("H12345678（01）", "H1234567801"),
        ("32010619900307002x", "32010619900307002X"),
        ("军字第１２３４５６７号", "军字第1234567号"),
    ],
)
def test_a_number_is_written_one_way_however_it_was_typed(typed, meant):
    assert tidy(typed) == meant


def known(kind, number) -> str:
    return known_as({"id_kind": kind, "id_number": number})


def test_two_kinds_never_meet_on_the_same_number():
    kinds = [
        kind
        for kind in DOCUMENTS
        if kind not in ("111", "112", "113", "residence_hk_macao", "residence_taiwan")
    ]
    assert len({known(kind, "12345678") for kind in [*kinds, "111"]}) == len(kinds) + 1


def test_who_shows_his_citizen_number_on_another_paper_is_the_same_person():
    same = {known(kind, CITIZEN.lower()) for kind in ("", "身份证", "111", "112", "113")}
    assert same == {CITIZEN}
    assert known("统一社会信用代码", "91320106MA1XK5KJ3K") == "91320106MA1XK5KJ3K"
    assert known_as({}) == "" and known("414", " ") == ""


def test_an_exchanged_home_return_permit_is_the_same_holder():
    assert known("516", "H1234567800") == known("516", "h12345678 03") == known("516", "H12345678")
    assert known("516", "H12345678") != known("516", "M12345678")


def test_kinds_of_before_keep_their_meaning_and_forms_name_kinds_that_are_judged():
    assert code_of("身份证") == code_of("") == "111"
    assert word_of("身份证") == "居民身份证" and word_of("统一社会信用代码") == "统一社会信用代码"
    assert set(ID_CODES) == set(ID_KINDS) and set(ID_CODES.values()) <= set(DOCUMENTS)
    assert all(ID_KINDS[option] in (DOCUMENTS[code].word, "身份证") for option, code in ID_CODES.items())


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (CITIZEN, f"{CITIZEN[0]}{'*' * 16}{CITIZEN[-1]}"),
        ("E12345678", "E*******8"),
        ("军字第1234567号", "军字第1*****7号"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_of_a_number_its_ends_are_shown(number, shown):
    assert mask_id(number) == shown
