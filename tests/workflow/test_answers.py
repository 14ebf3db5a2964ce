from datetime import date

import pytest
from django.http import QueryDict

from ledger import canon
from powers.forms.item_forms import _own, form_for
from workflow.forms.aloud import in_words
from workflow.forms.answers import BadAnswers, clean_answers, is_complete, section_form, shown
from workflow.forms.blocks import is_block, part_questions

TODAY = date(2026, 4, 7)


def ask(kind, **more):
    return {"code": "q", "label": "经营面积", "kind": kind, "required": True, **more}


def answered(question, value):
    form = section_form(
        {"code": "s", "title": "场所", "questions": [question]}, data={"q": value}, today=TODAY
    )
    return form.cleaned_data["q"] if form.is_valid() else form.errors["q"][0]


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (ask("number", decimals=1), " ８５．５ ", "85.5"),
        (ask("number"), "1,200", "1200"),
        (ask("money"), "1200.50", 120050),
        (ask("money", unit="万元"), "5,860", 5_860_000_000),
        (ask("date"), "2026年4月7日", "2026-04-07"),
        (ask("date"), "2026/4/7", "2026-04-07"),
        (ask("phone"), "138 0000 0317", "13800000317"),
        (ask("phone"), "025-83000000", "025-83000000"),
        (ask("id_number"), "11010519491231002x", "11010519491231002X"),
        (ask("credit_code"), "91110000600037341l", "91110000600037341L"),
        (ask("address"), "中山北路 12 号", "中山北路 12 号"),
        (ask("address"), "高桥村三组", "高桥村三组"),
        (ask("text"), "a\u200bb\x07c", "abc"),
        (ask("textarea"), "一\r\n二", "一\n二"),
    ],
)
def test_what_people_type_is_understood_and_kept_in_one_spelling(question, typed, kept):
    assert answered(question, typed) == kept


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        (ask("number", decimals=1, example="85.5"), "八十多", "经营面积只填数字，最多 1 位小数，例如 85.5"),
        (ask("number", max=10), "11", "经营面积填 0 到 10 之间的数，例如 12"),
        (ask("number"), "1e3", "经营面积只填整数，例如 12"),
        (ask("number"), "NaN", "经营面积只填整数，例如 12"),
        (ask("date"), "2026-02-30", "经营面积按年-月-日填写，例如 2026-04-07"),
        (ask("date"), "0001-01-01", "经营面积按年-月-日填写，例如 2026-04-07"),
        (ask("phone"), "12345", "经营面积填 11 位手机号，或者带区号的座机，例如 025-83000000"),
        (ask("id_number"), "110105194912310021", "公民身份号码的最后一位对不上，请逐位核对"),
        (ask("credit_code"), "91110000600037341A", "统一社会信用代码的最后一位对不上，请逐位核对"),
        (ask("address"), "中山北路", "请填写门牌号，例如“中山北路 12 号 1 层”"),
        (ask("address"), "", "请填写经营面积，例如“中山北路 12 号 1 层”"),
        (ask("number", example="85.5"), "  ", "请填写经营面积，例如 85.5"),
        (ask("text", max=3), "一二三四", "经营面积最多写 3 个字，现在有 4 个字"),
        (ask("choice", options=[{"value": "1", "label": "有"}]), "2", "请选择经营面积"),
        (ask("choices", options=[{"value": "1", "label": "有"}]), [], "请选择经营面积，可以选几个"),
    ],
)
def test_an_answer_that_cannot_stand_gets_a_sentence_that_says_what_to_do(question, typed, sentence):
    assert answered(question, typed) == sentence


MODES = [{"value": "1", "label": "甲"}, {"value": "2", "label": "乙"}]
MODE = {"code": "mode", "label": "方式", "kind": "choice", "options": MODES}
WHY = {"code": "why", "label": "理由", "kind": "number", "when": {"question": "mode", "is": ["2"]}}
WHEN = {"code": "s", "title": "场所", "questions": [MODE, WHY]}


def test_a_question_that_does_not_arise_is_neither_required_nor_kept():
    form = section_form(WHEN, data=QueryDict("mode=1&why=abc"), today=TODAY)
    assert form.is_valid()
    assert form.answers == {"mode": "1"}


def test_a_question_that_arises_is_required_and_judged():
    assert not section_form(WHEN, data=QueryDict("mode=2"), today=TODAY).is_valid()
    assert not section_form(WHEN, data=QueryDict("mode=2&why=abc"), today=TODAY).is_valid()
    form = section_form(WHEN, data=QueryDict("mode=2&why=3"), today=TODAY)
    assert form.is_valid()
    assert form.answers == {"mode": "2", "why": "3"}


def test_a_whole_form_is_cleaned_and_foreign_keys_are_dropped():
    assert clean_answers({"v": 1, "sections": [WHEN]}, {"mode": "2", "why": "３", "evil": "x"}) == {
        "mode": "2",
        "why": "3",
    }


def test_a_whole_form_says_in_which_sections_to_mend_what():
    with pytest.raises(BadAnswers, match="有 1 处要修改，在“场所”") as caught:
        clean_answers({"v": 1, "sections": [WHEN]}, {"mode": "2"})
    assert list(caught.value.forms) == ["s"]


def test_an_empty_form_asks_nothing():
    assert clean_answers({}, {"x": "y"}) == {}
    assert shown({}, {"x": "y"}) == []


def test_answers_are_shown_in_words_without_what_did_not_arise():
    form = {"v": 1, "sections": [WHEN]}
    assert shown(form, {"mode": "1", "why": "3"}) == [("场所", [("方式", "甲")])]
    assert in_words(ask("money"), "1234567.50") == "1,234,567.50 元"
    assert in_words(ask("number", unit="平方米"), "85.5") == "85.5 平方米"
    assert in_words(ask("date"), "2026-04-07") == "2026 年 4 月 7 日"
    assert in_words(ask("choices", options=MODES), ["1", "2"]) == "甲、乙"


SAMPLES = {
    "number": lambda q: str(q.get("min") or 1), "money": lambda q: "1.50", "date": lambda q: "2026-04-07",
    "phone": lambda q: "13800000317", "id_number": lambda q: "11010519491231002X", "choice": lambda q: "1",
    "credit_code": lambda q: "91110000600037341L", "choices": lambda q: [o["value"] for o in q["options"]],
    "document": lambda q: "11010519491231002X", "division": lambda q: "320106",
    "table": lambda q: [{c["code"]: sample(c) for c in q["columns"]}],
}  # fmt: skip


def sample(question):
    if is_block(question):
        return {part: sample(asked) for part, asked in part_questions(question).items()}
    if question.get("pattern"):
        return question["example"]
    return SAMPLES.get(question["kind"], lambda q: "12 号")(question)


@pytest.mark.parametrize("name", [*_own(), "别的事项"])
def test_every_form_can_be_filled_in_filed_and_shown(name):
    form = form_for(name, for_person=True, for_enterprise=True)
    questions = [question for section in form["sections"] for question in section["questions"]]
    typed = {q["code"]: sample(q) for q in questions}
    answers = clean_answers(form, typed, today=TODAY)
    assert canon.loads(canon.dumps(answers)) == answers
    assert len(shown(form, answers)) == len(form["sections"])
    assert not any(is_complete(section, {}) for section in form["sections"])


def told(question):
    """What one would type to follow the example."""
    return {"detail": question["example"], "code": "320106"} if is_block(question) else question["example"]


@pytest.mark.parametrize("name", _own())
def test_the_example_of_a_question_is_itself_a_right_answer(name):
    for section in _own()[name]["sections"]:
        columns = [column for question in section["questions"] for column in question.get("columns", ())]
        for question in [*section["questions"], *columns]:
            if question.get("example") and question["kind"] not in ("choice", "choices"):
                lone = {key: value for key, value in question.items() if key != "when"}
                one = {**section, "questions": [lone]}
                form = section_form(one, data={lone["code"]: told(lone)}, today=TODAY)
                assert form.is_valid(), (question["label"], form.errors)
