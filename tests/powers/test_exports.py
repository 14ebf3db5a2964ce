import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ledger import clock
from powers.catalogue import Power
from powers.imports import exports, imports, runs, sheets
from powers.imports.imports import ImportJob
from powers.people.establishment import area, office
from powers.people.people import REGISTRAR, Role
from powers.publishing import publish
from tests import factories

from .conftest import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return factories.official(Role.STAFFING, at=office("市委机构编制委员会办公室", within=area("320100")))


@pytest.fixture
def shelf(load):
    assert not load(
        row(),
        row(name="=1+1 的许可", office="市公安局", promised_days="5", audience="自然人;法人"),
        row(name="㛃䶮许可", statutory_days="0", case_type="即办件"),
        row(
            name="处罚", power_class="行政处罚", case_type="", statutory_days="", materials="", result_name=""
        ),
    ).refusals


@pytest.mark.parametrize("form", ["csv", "gb18030", "xlsx"])
def test_what_is_exported_comes_back_unchanged(client, staff, shelf, form):
    client.force_login(staff)
    answer = client.get(reverse("catalogue_export"), {"form": form})
    data = answer.getvalue()
    job = imports.upload(data, file_name=f"a.{form}", by=staff, at=clock.now())
    runs.run_due(now=clock.now)
    job = ImportJob.objects.get(pk=job.pk)
    assert (job.fault, job.counts()) == ("", {"added": 0, "changed": 0, "unchanged": 4, "refused": 0})


def test_what_a_file_has_no_column_for_survives_the_way_out_and_back(shelf, load):
    power = Power.objects.select_related("power_class").get(name="护士执业注册")
    content = power.current.content() | {"conditions": "年满十八周岁", "limit_wording": "自受理之日起"}
    content["materials"][1] = content["materials"][1] | {"note": "原件"}
    publish(power, content, by=REGISTRAR, at=clock.now())
    cells = next(each for each in exports.table(exports.editions(area="320100")) if "护士执业注册" in each)
    named = dict(zip(exports.HEADINGS, cells, strict=True)) | {"主题分类": "医疗卫生"}
    report = load(list(named.values()), headings=list(named))
    assert (report.changed, report.refusals) == (1, [])
    power.refresh_from_db()
    edition = power.current
    assert (edition.theme, edition.conditions, edition.limit_wording) == (
        "医疗卫生",
        "年满十八周岁",
        "自受理之日起",
    )
    assert edition.materials[1]["note"] == "原件"


def test_a_code_renames_an_item_and_a_wrong_one_is_refused(shelf, load):
    rows = {each[1]: each for each in exports.table(exports.editions(area="320100"))}
    cells = rows["处罚"]
    renamed = [cells[0], "对甲的处罚", *cells[2:]]
    report = load(renamed, headings=exports.HEADINGS)
    assert (report.changed, report.refusals) == (1, [])
    assert Power.objects.filter(name="对甲的处罚").count() == 1
    report = load(["320102999000", "对乙的处罚", *cells[2:]], headings=exports.HEADINGS)
    assert "没有编码是“320102999000”的事项" in report.refusals[0].reason


def test_filters_narrow_the_export(client, staff, shelf):
    client.force_login(staff)
    answer = client.get(reverse("catalogue_export"), {"form": "csv", "power_class": "02"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [each["事项名称"] for each in rows] == ["处罚"]
    assert client.get(reverse("catalogue_export"), {"level": "x'", "form": "?"}).status_code == 200


def test_a_text_that_looks_like_a_formula_is_text_in_the_workbook(shelf):
    data = exports.as_xlsx(exports.table(exports.editions(area="320100")))
    sheet = load_workbook(io.BytesIO(data)).active
    cells = [
        cell for line in sheet.iter_rows() for cell in line if cell.value and str(cell.value).startswith("=")
    ]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1 的许可", "s")]


def test_the_template_offers_lists_notes_and_an_example_and_is_itself_a_right_file(client, staff, shelf):
    client.force_login(staff)
    data = client.get(reverse("import_template")).content
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    assert book["选项"].sheet_state == "hidden"
    assert len(sheet.data_validations.dataValidation) == 6
    assert all(cell.comment for cell in sheet[1])
    headings, rows = sheets.parse(data)
    assert headings[0] == "基本编码"
    job = imports.upload(data, file_name="模板.xlsx", by=staff, at=clock.now())
    runs.run_due(now=clock.now)
    assert ImportJob.objects.get(pk=job.pk).counts()["refused"] == 0
    assert len(rows) == 1
