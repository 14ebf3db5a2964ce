"""What a form says of its own questions: each fault a sentence at its place."""

import pytest

from powers.forms.faults import form_faults
from powers.forms.reach import material_faults


def ask(code, kind="text", **more):
    return {"code": code, "label": f"题{code}", "kind": kind, **more}


PICK = {"options": [{"value": "1", "label": "甲"}, {"value": "2", "label": "乙"}]}


def found(*questions):
    form = {"v": 1, "sections": [{"code": "s", "title": "部分", "questions": list(questions)}]}
    return form_faults(form)


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([ask("a", when={"question": "b", "is": ["1"]}), ask("b", "choice", **PICK)], "要看前面的问题"),
        ([ask("a"), ask("b", when={"question": "a", "is": ["1"]})], "只能看选择题、数字和金额，“题a”不是"),
        (
            [ask("a", "choice", **PICK), ask("b", when={"question": "a", "is": []})],
            "还没有选好“题a”的哪些回答",
        ),
        (
            [ask("a", "number"), ask("b", when={"question": "a", "least": "5"})],
            "不少于或者不超过多少，填整数",
        ),
        ([ask("a", "choice", **PICK, when={"question": "a", "is": ["1"]})], "绕成了圈：“题a”"),
        (
            [
                ask("a", "choice", **PICK, when={"question": "b", "is": ["1"]}),
                ask("b", "choice", **PICK, when={"question": "a", "is": ["1"]}),
            ],
            "绕成了圈：“题a”、“题b”",
        ),
        ([ask("a", "date", not_before="b")], "只能和排在前面的日期问题比"),
        ([ask("a", "date", not_before="明天")], "请写日期、“今天”或者前面的日期问题"),
        ([ask("a", means="contact.name"), ask("b", means="contact.name")], "“题a”问的是同一件事"),
        ([ask("a", means="agent.name"), ask("b", "person", means="agent")], "“题a”问的是同一件事"),
        ([ask("a", means="colour")], "含义不在表里"),
        ([ask("a", "choice", **PICK, means="contact.name")], "不能带含义"),
        ([ask("a", "table")], "要写 1 到 8 栏"),
        ([ask("a", "table", columns=[ask("c", "table")])], "“题c”栏不能是这一种"),
        ([ask("a", "table", columns=[ask("c"), ask("c")])], "两栏的代码一样"),
        ([ask("a", "table", columns=[ask("c")], min_rows=5, max_rows=2)], "行数请填"),
        ([ask("a", "address", within="999999")], "不在区划表里"),
        ([ask("a", "person", parts=["shoe"])], "只能从姓名、证件种类、证件号码、电话里选"),
        ([ask("a", "money", unit="美元")], "单位请写元或者万元"),
        ([ask("a", pattern="***", pattern_says="x")], "最多写 2 个 *"),
        ([ask("a", pattern="99")], "写一句填得不对时怎么改"),
        ([ask("a", "upload", max_files=99)], "最多传几个文件"),
        ([ask("later")], "代码只用小写字母"),
        ([ask("a", "number", min=5, max=1)], "最小数比最大数还大"),
        ([ask("a", "number", max="many")], "请填整数"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_why(questions, sentence):
    assert any(sentence in fault.text for fault in found(*questions)), [
        fault.text for fault in found(*questions)
    ]


def test_a_fault_stands_at_its_question():
    (fault,) = found(ask("a"), ask("b", means="colour"))
    assert (fault.section, fault.question) == ("s", "b")
    assert fault.text.startswith("问题“题b”")


def test_a_material_looks_at_the_questions_of_the_form():
    form = {"v": 1, "sections": [{"code": "s", "title": "部分", "questions": [ask("a", "choice", **PICK)]}]}
    right = {"code": "m1", "name": "图纸", "when": {"question": "a", "is": ["2"]}}
    assert material_faults([right, {"code": "m2", "name": "表"}], form) == []
    wrong = {"code": "m1", "name": "图纸", "when": {"question": "gone", "is": ["2"]}}
    assert material_faults([wrong], form) == ["材料“图纸”的出现条件要看前面的问题，请选一个排在它前面的"]
    assert material_faults([wrong], {}) == material_faults([wrong], form)
