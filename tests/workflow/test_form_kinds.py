"""The kinds of questions that take more than a line: what is understood, what is kept, and the sentence for each fault."""

from datetime import date

import pytest
from django.http import QueryDict

from powers.forms.item_forms import faults
from powers.items.divisions import choices, divisions, full_name
from tests.factories import id_number
from workflow.forms.aloud import as_typed, in_words
from workflow.forms.answers import BadAnswers, clean_answers, section_form, shown
from workflow.forms.arising import arising, is_wanted
from workflow.forms.drawing import drawn

TODAY = date(2026, 4, 7)
CREDIT = "91110000600037341L"


def ask(kind, code="q", label="问题", **more):
    return {"code": code, "label": label, "kind": kind, **more}


def form_of(*questions, **sections):
    """A form of one section, or of several by name."""
    listed = {"s": questions} if questions else sections
    made = [{"code": c, "title": f"部分{c}", "questions": list(qs)} for c, qs in listed.items()]
    return {"v": 1, "sections": made}


def kept(form, answers):
    return clean_answers(form, answers, today=TODAY)


def errors(form, answers, section=0):
    bound = section_form(form["sections"][section], data=answers, today=TODAY, form=form)
    bound.is_valid()
    return {name: words[0] for name, words in bound.errors.items()}


@pytest.mark.parametrize(
    ("unit", "typed", "fen", "words"),
    [
        ("元", "0.01", 1, "0.01 元"),
        ("元", "1,234,567.50", 123456750, "1,234,567.50 元"),
        ("万元", "5860", 5_860_000_000, "5,860.00 万元"),
        ("万元", "0.07", 70_000, "0.07 万元"),
    ],
)
def test_money_is_kept_in_whole_fen_and_reads_as_it_was_typed(unit, typed, fen, words):
    question = ask("money", unit=unit)
    assert kept(form_of(question), {"q": typed}) == {"q": fen}
    assert in_words(question, fen) == words
    assert kept(form_of(question), {"q": as_typed(question, fen)}) == {"q": fen}


def test_an_amount_that_an_older_edition_kept_as_text_still_reads():
    assert in_words(ask("money", unit="万元"), "5860.00") == "5,860.00 万元"


def test_money_finer_than_a_fen_is_refused():
    assert "最多 2 位小数" in errors(form_of(ask("money", decimals=4)), {"q": "1.001"})["q"]


def test_the_table_of_divisions_holds_jiangsu_whole_and_says_its_year():
    known = divisions().values()
    assert len([d for d in known if d.parent == "320000"]) == 13
    assert len([d for d in known if d.code.startswith("32") and not d.code.endswith("00")]) == 95
    assert {d.year for d in known} == {2023}
    assert full_name("320106") == "江苏省南京市鼓楼区"
    assert [name for name, _ in choices("320100")] == ["南京市"]
    assert choices("000000")[-1][0] == "外省" and choices("999999") == ()


ADDRESS = ask("address", label="经营地址", within="320000", town=True)


def test_an_address_keeps_code_and_words_and_reads_in_one_line():
    answers = kept(
        form_of(ADDRESS), {"q": {"code": "320106", "town": "华侨路街道", "detail": "中山北路 12 号"}}
    )
    assert answers["q"]["code"] == "320106" and answers["q"]["area"] == "江苏省南京市鼓楼区"
    assert in_words(ADDRESS, answers["q"]) == "江苏省南京市鼓楼区华侨路街道中山北路 12 号"


def test_an_address_names_what_is_missing_of_it():
    found = errors(form_of(ADDRESS), {"q": {"code": "110105", "detail": "中山北路"}})
    assert found["q-code"] == "请选择经营地址所在的地区"
    assert "请填写门牌号" in found["q-detail"]


def test_an_address_of_one_line_can_be_answered_with_an_older_or_newer_shape():
    assert (
        in_words(ask("address"), {"area": "江苏省南京市鼓楼区", "detail": "1 号"}) == "江苏省南京市鼓楼区1 号"
    )
    assert in_words(ADDRESS, "中山北路 12 号") == "中山北路 12 号"


PERSON = ask("person", label="主要负责人")


def test_a_person_is_judged_part_by_part_and_masked_for_all_but_the_officials():
    number = id_number()
    told = {"name": "李卫国", "id_kind": "1", "id_number": number, "phone": "138 0000 0317"}
    answers = kept(form_of(PERSON), {"q": told})
    assert answers["q"]["phone"] == "13800000317"
    words = in_words(PERSON, answers["q"])
    assert "李卫国" in words and number not in words and "13800000317" not in words
    assert number in in_words(PERSON, answers["q"], full=True)


def test_a_persons_faults_say_whose_they_are():
    found = errors(form_of(PERSON), {"q": {"id_number": "320106199003070011", "phone": "1"}})
    assert found["q-name"] == "请填写主要负责人的姓名，例如“李卫国”"
    assert found["q-phone"].startswith("主要负责人的电话填 11 位手机号")
    assert found["q-id_number"].startswith("主要负责人：公民身份号码")


def test_a_passport_is_not_judged_as_a_citizen_number():
    told = {"name": "Smith", "id_kind": "2", "id_number": "E12345678", "phone": "13800000317"}
    assert kept(form_of(PERSON), {"q": told})["q"]["id_number"] == "E12345678"


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "words"),
    [
        ("2", "E12345678", "E123456789", "5 到 9 位字母和数字"),
        ("3", "h1234567801", "K12345678", "H 或者 M 加 8 位数字"),
        ("4", "01234567", "012345678", "是 8 位数字"),
        ("5", "911124198108030024", "911124198108030025", "最后一位对不上"),
        ("6", "810000199408230021", "830000199201300022", "0000 开头"),
        ("7", "830000199201300022", "810000199408230021", "0000 开头"),
    ],
)
def test_a_persons_number_is_judged_by_the_rule_of_the_kind_he_chose(kind, right, wrong, words):
    told = {"name": "李卫国", "id_kind": kind, "id_number": right, "phone": "13800000317"}
    assert kept(form_of(PERSON), {"q": told})["q"]["id_number"] == right.upper()
    assert words in errors(form_of(PERSON), {"q": told | {"id_number": wrong}})["q-id_number"]


def test_a_block_that_may_be_left_out_is_left_out_whole_or_filled_in():
    question = ask("person", label="联系人", required=False, parts=["name", "phone"])
    assert kept(form_of(question), {}) == {}
    assert errors(form_of(question), {"q": {"name": "张三"}}) == {
        "q-phone": "请填写联系人的电话，不填的把这一组都清空"
    }


def test_an_enterprise_is_judged_by_its_credit_code():
    question = ask("enterprise", label="施工单位", parts=["name", "credit_code"])
    assert kept(form_of(question), {"q": {"name": "某公司", "credit_code": CREDIT.lower()}}) == {
        "q": {"name": "某公司", "credit_code": CREDIT}
    }
    assert (
        "信用代码"
        in errors(form_of(question), {"q": {"name": "某公司", "credit_code": "9"}})["q-credit_code"]
    )


COLUMNS = [
    ask("text", "name", "名称"),
    ask("number", "depth", "井深", unit="米", max=500),
    ask("money", "cost", "投资", required=False),
]
TABLE = ask("table", label="取水口", min_rows=2, max_rows=3, row_name="处", columns=COLUMNS)


def test_rows_are_kept_in_order_and_empty_ones_are_no_rows():
    rows = [{"name": "一号井", "depth": "180", "cost": "2.5"}, {}, {"name": "二号井", "depth": "90"}]
    answers = kept(form_of(TABLE), {"q": rows})
    assert answers["q"] == [
        {"name": "一号井", "depth": "180", "cost": 250},
        {"name": "二号井", "depth": "90"},
    ]
    assert in_words(TABLE, answers["q"]).splitlines()[0] == "1. 名称 一号井，井深 180 米，投资 2.50 元"


def test_faults_of_a_table_name_row_and_column():
    found = errors(form_of(TABLE), {"q": [{"name": "一号井", "depth": "八十"}, {"depth": "900"}]})
    assert found["q-1-depth"].startswith("第 1 处的井深只填整数")
    assert found["q-2-depth"].startswith("第 2 处的井深填 0 到 500 之间的数")
    assert found["q-2-name"] == "请填写第 2 处的名称，这一行不要就全部清空"


def test_a_table_with_too_few_rows_says_how_many_are_needed():
    assert errors(form_of(TABLE), {"q": [{"name": "一号井", "depth": "1"}]}) == {
        "q-2-name": "“取水口”至少填 2 行，现在填了 1 行"
    }
    assert "q-1-name" in errors(form_of(TABLE), {})


def test_what_a_page_sends_is_read_into_the_shape_that_is_kept():
    post = QueryDict(mutable=True)
    post.update(
        {"q-rows": "2", "q-1-name": "一号井", "q-1-depth": "180", "q-2-name": " ", "q-99-name": "没有这一行"}
    )
    bound = section_form(form_of(TABLE)["sections"][0], data=post, today=TODAY)
    assert bound.told == {"q": [{"name": "一号井", "depth": "180"}, {}]}


MODE = ask(
    "choice", "mode", "方式", options=[{"value": "1", "label": "堂食"}, {"value": "2", "label": "外卖"}]
)
AREA = ask("number", "area", "面积", unit="平方米")
PLATFORM = ask("text", "platform", "平台", when={"question": "mode", "is": ["2"]})
CITY = ask("text", "city", "城市", when={"question": "platform", "is": ["2"]})
PLAN = ask(
    "text", "plan", "图纸", when=[{"question": "mode", "is": ["2"]}, {"question": "area", "least": 500}]
)
ACROSS = form_of(a=[MODE, AREA], b=[PLATFORM, PLAN])


def test_conditions_look_across_sections_and_all_of_them_must_hold():
    assert arising(ACROSS, {"mode": "1", "area": "800"}) == {"mode", "area"}
    assert arising(ACROSS, {"mode": "2", "area": "499"}) == {"mode", "area", "platform"}
    assert arising(ACROSS, {"mode": "2", "area": "500"}) == {"mode", "area", "platform", "plan"}
    assert [title for title, _ in shown(ACROSS, {"mode": "1", "area": "1"})] == ["部分a"]
    with pytest.raises(BadAnswers, match="部分b"):
        kept(ACROSS, {"mode": "2", "area": "1"})


def test_a_question_whose_ground_does_not_arise_does_not_arise_either():
    second = ask("choice", "second", "二", options=MODE["options"], when={"question": "mode", "is": ["2"]})
    third = ask("text", "third", "三", when={"question": "second", "is": ["1"]})
    assert arising(form_of(MODE, second, third), {"mode": "1", "second": "1"}) == {"mode"}
    assert arising(form_of(MODE, second, third), {"mode": "2", "second": "1"}) == {"mode", "second", "third"}


def test_what_another_section_decided_against_is_left_off_the_page():
    bound = section_form(ACROSS["sections"][1], initial={"mode": "2", "area": "1"}, form=ACROSS, today=TODAY)
    assert [each.question["code"] for each in drawn(bound)] == ["platform"]
    alone = form_of(MODE, PLATFORM)
    bound = section_form(alone["sections"][0], initial={}, form=alone, today=TODAY)
    assert [each.hint for each in drawn(bound)] == ["", "上面选了“外卖”的才填"]


def test_a_material_is_wanted_only_where_the_answers_call_for_it():
    plan = {"code": "m1", "name": "图纸", "when": [{"question": "area", "least": 500}]}
    assert is_wanted({"code": "m2"}, ACROSS, {})
    assert is_wanted(plan, ACROSS, {"area": "500"}) and not is_wanted(plan, ACROSS, {"area": "499.9"})
    assert not is_wanted(plan, ACROSS, {"area": "不知道"})


def test_a_date_is_held_against_today_and_against_other_answers():
    begins = ask("date", "begins", "开工", not_before="today")
    ends = ask("date", "ends", "竣工", not_before="begins", not_after="2030-12-31")
    form = form_of(begins, ends)
    assert faults(form) == []
    assert kept(form, {"begins": "2026-04-07", "ends": "2026/5/1"})["ends"] == "2026-05-01"
    found = errors(form, {"begins": "2026-04-06", "ends": "2031-01-01"})
    assert found["begins"] == "开工要填今天（2026-04-07）当天或者以后的日期，请核对"
    assert found["ends"] == "竣工要填 2030-12-31 当天或者以前的日期，请核对"
    found = errors(form, {"begins": "2026-06-01", "ends": "2026-05-31"})
    assert found == {"ends": "竣工要填“开工”（2026-06-01）当天或者以后的日期，请核对"}


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        ("建字第999号", "建字第 012 号", "建字第 12 号"),
        ("AA-*", "js-2026-1", "1s-2"),
        ("9999(A)", "2026（b）", "2026b"),
    ],
)
def test_a_pattern_is_read_as_people_write_it_and_its_sentence_says_what_to_do(pattern, right, wrong):
    question = ask("text", pattern=pattern, pattern_says="照许可证上的编号填写")
    assert faults(form_of(question)) == []
    assert errors(form_of(question), {"q": right}) == {}
    assert errors(form_of(question), {"q": wrong}) == {"q": "照许可证上的编号填写"}


def test_an_upload_is_answered_by_the_names_of_its_files():
    question = ask("upload", label="平面图")
    assert errors(form_of(question), {}) == {"q": "请上传“平面图”"}
    assert kept(form_of(question), {"q": ["图.pdf"]}) == {"q": ["图.pdf"]}
    assert in_words(question, ["图.pdf"]) == "图.pdf"


@pytest.mark.parametrize("label", ["持股比例（%）", "%s", "100%(value)s"])
@pytest.mark.parametrize(
    ("kind", "more"),
    [("choice", {"options": [{"value": "1", "label": "一"}]}), ("choices", {"options": [{"value": "1", "label": "一"}]}),
     ("division", {"within": "320000"})],
)  # fmt: skip
def test_a_label_with_a_per_cent_sign_is_said_as_it_is_when_the_choice_is_not_offered(kind, more, label):
    for given in ("不在单子上", ""):
        answer = [given] if kind == "choices" and given else given
        said = errors(form_of(ask(kind, label=label, required=True, **more)), {"q": answer})
        assert label in said["q"]
