"""One table with every kind of fault that people send: each is named by row and column, and the good rows go through whole."""

import io
import uuid

import pytest
from openpyxl import Workbook

from ledger import clock
from ledger.verify import verify
from powers.catalogue import Edition, Power
from powers.flow.flow import Flow
from powers.imports import imports, runs
from powers.imports.imports import ImportJob, Stage
from powers.imports.rows import COLUMNS
from powers.items import contents
from powers.people.establishment import area, office
from powers.people.people import Role
from powers.provisions.laws import Law
from tests import factories

from .conftest import HEADINGS, row
from .test_workbooks import again

pytestmark = pytest.mark.django_db
NUMBER = {column: index for index, column in enumerate(COLUMNS, start=1)}
FAULTY = (
    ({"statutory_days": "20日"}, "statutory_days", "“20日”不是整数"),
    ({"statutory_days": "二十个工作日"}, "statutory_days", "请写成 20"),
    ({"statutory_days": "即办"}, "statutory_days", "“即办”不是整数"),
    ({"promised_days": "25"}, "promised_days", "承诺 25 天比法定 20 天长，请改到 20 天以内"),
    ({"basis": "《没有这部法》第一条"}, "basis", "法律法规库里没有《没有这部法》"),
    ({"basis": ""}, "basis", "没有法律依据的权力不能列入清单"),
    ({"office": "市水物局"}, "office", "是不是“南京市水务局”"),
    ({"level": "部级"}, "level", "没有“部级”这个层级"),
)


@pytest.fixture
def people():
    city = area("320100")
    Law.objects.create(pk=uuid.uuid4(), name="护士条例")
    uploader = factories.official(Role.STAFFING, at=office("市委机构编制委员会办公室", within=city))
    return uploader, factories.official(Role.LEGAL_OFFICE, at=office("市司法局", within=city))


def table() -> bytes:
    """Two good rows, one of each fault, a formula, a merged cell, a hidden row, the first row once more."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for name, changes in [("甲", {}), ("乙", {})] + [
        (f"坏{n}", each) for n, (each, _, _) in enumerate(FAULTY)
    ]:
        sheet.append(row(name=name, **changes))
    for name, changes in (("公式", {"result_name": '="证"&"书"'}), ("合并", {}), ("隐藏", {}), ("甲", {})):
        sheet.append(row(name=name, **changes))
    last = sheet.max_row
    sheet.merge_cells(start_row=last - 2, end_row=last - 2, start_column=11, end_column=12)
    sheet.row_dimensions[last - 1].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def taken_in(data: bytes, uploader) -> ImportJob:
    job = imports.upload(data, file_name="清单.xlsx", by=uploader, at=clock.now())
    runs.run_due(now=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def test_each_fault_is_named_by_row_and_column_and_the_rest_goes_on(people):
    uploader, second = people
    job = taken_in(table(), uploader)
    assert (job.stage, job.counts()) == (
        Stage.CHECKED,
        {"added": 2, "changed": 0, "unchanged": 0, "refused": 12},
    )
    told = {each.number: each.refusals for each in job.rows.all()}
    for number, (_, column, words) in enumerate(FAULTY, start=4):
        ((title, reason),) = told[number]
        assert title == COLUMNS[column] and words in reason
    formula, merged, hidden, twice = (told[number] for number in range(12, 16))
    assert formula[0][0] == "审批结果名称" and "是公式" in formula[0][1]
    assert merged[0][0] == "收费依据" and "K13:L13 是合并的单元格" in merged[0][1]
    assert "这一行是隐藏的" in hidden[0][1]
    assert twice == [["事项名称", "和第 2 行重复：同一个实施主体的同名事项只能有一行"]]
    assert not Power.objects.exists()
    imports.release(job, by=second, at=clock.now())
    runs.run_due(now=clock.now)
    assert set(Power.objects.values_list("name", flat=True)) == {"甲", "乙"}
    assert Edition.objects.count() == 2 and verify().sound


def test_a_flow_that_never_decides_is_not_published_and_takes_no_other_row_with_it(people, monkeypatch):
    uploader, second = people
    real = contents.flow_for

    def undecided(name, *args, **options):
        flow = real(name, *args, **options)
        data = flow.to_data()
        if name == "不决定":
            data["steps"] = [
                {**step, "kind": "examination"} if step["kind"] == "decision" else step
                for step in data["steps"]
            ]
        return Flow.from_data(data)

    monkeypatch.setattr(contents, "flow_for", undecided)
    book = Workbook()
    for cells in (HEADINGS, row(name="不决定"), row(name="甲")):
        book.active.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    job = taken_in(buffer.getvalue(), uploader)
    imports.release(job, by=second, at=clock.now())
    runs.run_due(now=clock.now)
    assert [power.name for power in Power.objects.all()] == ["甲"]
    assert "决定" in job.rows.get(number=2).reason and job.rows.get(number=3).reason == ""


def test_a_bomb_in_the_clothes_of_a_workbook_is_not_opened_and_says_so_on_the_job(people):
    uploader, _ = people
    job = taken_in(again(table(), **{"xl/media/image.bin": b"0" * (64 * 1024 * 1024)}), uploader)
    assert job.stage == Stage.UNUSABLE and "展开后太大" in job.fault
    assert not job.rows.exists()
