import pytest

from powers.imports.rows import COLUMNS, check, missing_columns
from powers.imports.sheets import Row
from powers.people.offices import Level

CLASSES = {"行政许可": "licence", "行政处罚": "penalty"}
CELLS = "甲许可|行政许可|市公安局|市级|《甲法》第八条|20|8|承诺件|自然人;法人|否||申请书;照片|证|其他"
GOOD = dict(zip(COLUMNS.values(), CELLS.split("|"), strict=True))


def checked(**changes):
    cells = {**GOOD, **{COLUMNS[name]: text for name, text in changes.items()}}
    return check(Row(7, cells), classes=CLASSES)


def test_a_good_row_is_understood():
    good = checked()
    assert good.refusals == []
    assert good.values["level"] == Level.CITY
    assert good.values["basis"] == [{"law": "甲法", "article": "第八条"}]
    assert (good.values["statutory_days"], good.values["promised_days"]) == (20, 8)
    assert (good.values["for_person"], good.values["for_enterprise"]) == (True, True)
    assert good.values["materials"] == ["申请书", "照片"]


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("name", " ", "没有填写事项名称"),
        ("name", "长" * 201, "有 201 个字，最多 200 个字"),
        ("name", "甲\x07许可", "看不见的控制字符"),
        ("name", "甲\u202e许可", "看不见的控制字符"),
        ("office", "", "没有填写实施主体"),
        ("power_class", "行政批准", "没有“行政批准”这个类别"),
        ("level", "国家级", "没有“国家级”这个层级"),
        ("basis", "", "没有法律依据"),
        ("basis", "第八条", "没有写明《法律名称》和第几条"),
        ("basis", "《甲法》", "没有写明《法律名称》和第几条"),
        ("basis", "《甲法》有关规定", "没有写明《法律名称》和第几条"),
        ("basis", "《甲法》第八条；依职权", "“依职权”没有写明"),
        ("statutory_days", "20日", "“20日”不是整数"),
        ("statutory_days", "即办", "“即办”不是整数"),
        ("statutory_days", "-3", "不是整数"),
        ("statutory_days", "7.5", "不是整数"),
        ("statutory_days", "²", "不是整数"),
        ("statutory_days", "99999999", "最多 3650 天"),
        ("promised_days", "21", "承诺 21 天比法定 20 天长"),
        ("case_type", "上报件", "没有“上报件”这种办件"),
        ("audience", "", "看不懂"),
        ("audience", "所有人", "看不懂"),
        ("charges", "免费", "“免费”不是“是”或者“否”"),
        ("materials", "照片;照片", "“照片”写了两次"),
        ("theme", "长" * 41, "最多 40 个字"),
    ],
)
def test_a_cell_that_cannot_stand_is_named_with_its_reason(column, text, reason):
    (refusal,) = checked(**{column: text}).refusals
    assert (refusal.row, refusal.column) == (7, COLUMNS[column])
    assert reason in refusal.reason


def test_every_fault_of_a_row_is_told_at_once():
    assert {r.column for r in checked(level="?", charges="?", basis="").refusals} == {
        COLUMNS["level"],
        COLUMNS["charges"],
        COLUMNS["basis"],
    }


@pytest.mark.parametrize(
    "citation",
    [
        "《甲决定》(国务院令第412号)附件第101项",
        "《甲意见》(国发〔2015〕52号)",
        "《甲法》第一百二十三条第二款",
        "《甲法》第8条",
    ],
)
def test_a_basis_that_can_be_looked_up_is_accepted(citation):
    assert checked(basis=citation).refusals == []


def test_cells_beyond_the_heading_are_refused():
    assert "比表头多 1 格" in check(Row(7, GOOD, surplus=1), classes=CLASSES).refusals[0].reason


def test_missing_and_repeated_columns_are_named():
    headings = [title for title in COLUMNS.values() if title != "行使层级"] + ["事项名称"]
    assert [(r.column, r.reason) for r in missing_columns(headings)] == [
        ("行使层级", "缺少这一列"),
        ("事项名称", "这一列出现了两次"),
    ]
