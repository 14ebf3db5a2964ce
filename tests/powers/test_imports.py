"""An import from upload to publication, and what becomes of messy files."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from kombu.exceptions import OperationalError
from openpyxl import load_workbook

from ledger import clock
from ledger.verbs import NotAllowed
from ledger.verify import verify
from powers import tasks, wakes
from powers.catalogue import Edition, Power
from powers.imports import imports, runs
from powers.imports.imports import ImportJob, Stage
from powers.imports.verdicts import Kind
from powers.people.establishment import area, office
from powers.people.people import Role
from tests import factories

from .conftest import HEADINGS, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return area("320100")


@pytest.fixture
def uploader(city):
    return factories.official(Role.STAFFING, at=office("市委机构编制委员会办公室", within=city))


@pytest.fixture
def second(city):
    return factories.official(Role.LEGAL_OFFICE, at=office("市司法局", within=city))


def as_csv(*rows, headings=HEADINGS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def checked(uploader, data: bytes) -> ImportJob:
    job = imports.upload(data, file_name="清单.csv", by=uploader, at=clock.now())
    assert runs.run_due(now=clock.now) == 1
    return ImportJob.objects.get(pk=job.pk)


def released(job, second) -> ImportJob:
    imports.release(job, by=second, at=clock.now())
    runs.run_due(now=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def test_a_file_is_checked_without_changing_the_catalogue_and_then_published_by_another_person(
    uploader, second
):
    job = checked(uploader, as_csv(row(), row(name="乙"), row(name="丙", basis="")))
    assert job.stage == Stage.CHECKED
    assert job.counts() == {"added": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert not Power.objects.exists()
    job = released(job, second)
    assert (job.stage, job.applied_by, job.failed()) == (Stage.APPLIED, second, 0)
    assert set(Power.objects.values_list("name", flat=True)) == {"护士执业注册", "乙"}
    assert set(job.rows.exclude(kind="refused").values_list("edition", flat=True)) == set(
        Edition.objects.values_list("pk", flat=True)
    )
    assert verify().sound


def test_nobody_publishes_what_he_uploaded_himself(uploader):
    job = checked(uploader, as_csv(row()))
    with pytest.raises(NotAllowed):
        imports.release(job, by=uploader, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportJob.objects.filter(pk=job.pk).update(applied_by=uploader, applied_at=clock.now())


def test_only_the_staffing_office_uploads(second):
    with pytest.raises(NotAllowed):
        imports.upload(b"x", file_name="x.csv", by=second, at=clock.now())


def test_a_changed_row_shows_what_it_changes_and_becomes_a_new_edition(uploader, second, load):
    load(row(), row(name="乙"))
    job = checked(uploader, as_csv(row(result_name="护士证"), row(name="乙")))
    assert job.counts() == {"added": 0, "changed": 1, "unchanged": 1, "refused": 0}
    assert job.rows.get(number=2).changes == [["审批结果名称", "护士执业证书", "护士证"]]
    released(job, second)
    assert Power.objects.get(name="护士执业注册").current.version == 2
    assert verify().sound


def test_a_row_that_changed_meanwhile_is_not_published_over_it(uploader, second, load):
    load(row())
    job = checked(uploader, as_csv(row(result_name="护士证")))
    load(row(result_name="执业证"))
    job = released(job, second)
    assert job.failed() == 1
    assert job.rows.get().reason == runs.CHANGED_SINCE
    assert Power.objects.get().current.result_name == "执业证"


class Killed(Exception):
    """The worker dies here."""


def test_publishing_goes_on_after_a_kill_where_it_stood_and_nothing_happens_twice(
    uploader, second, monkeypatch
):
    monkeypatch.setattr(runs, "APPLY_BATCH", 2)
    job = checked(uploader, as_csv(*(row(name=f"事项{n}") for n in range(5))))
    imports.release(job, by=second, at=clock.now())
    real, calls = runs._put, []

    def dies_in_the_second_batch(*args, **options):
        calls.append(1)
        real(*args, **options)
        if len(calls) == 2:
            raise Killed

    monkeypatch.setattr(runs, "_put", dies_in_the_second_batch)
    with pytest.raises(Killed):
        runs.run_due(now=clock.now)
    assert Power.objects.count() == 2
    monkeypatch.setattr(runs, "_put", real)
    assert runs.run_due(now=clock.now) == 0  # the claim is still fresh
    ImportJob.objects.update(claimed_at=clock.now() - imports.WAKE * 2)
    runs.run_due(now=clock.now)
    job = ImportJob.objects.get()
    assert (job.stage, job.done, job.failed()) == (Stage.APPLIED, 5, 0)
    assert sorted(Power.objects.values_list("name", flat=True)) == [f"事项{n}" for n in range(5)]
    assert verify().sound


def test_a_worker_whose_claim_was_taken_stops(uploader, monkeypatch):
    job = imports.upload(as_csv(row()), file_name="a.csv", by=uploader, at=clock.now())
    real = runs.sheets.parse

    def taken_meanwhile(data):
        ImportJob.objects.update(claimed_at=clock.now())
        return real(data)

    monkeypatch.setattr(runs.sheets, "parse", taken_meanwhile)
    runs.run_due(now=clock.now)
    job.refresh_from_db()
    assert job.stage == Stage.CHECKING
    assert not job.rows.exists()


def test_an_office_that_no_register_knows_is_refused_with_the_nearest_name(uploader):
    job = checked(uploader, as_csv(row(office="市水物局"), row(office="市水务局")))
    assert job.counts()["refused"] == 1
    ((column, reason),) = job.rows.get(number=2).refusals
    assert (column, reason) == ("实施主体", "没有“市水物局”这个部门，是不是“南京市水务局”")


def test_a_file_without_its_headings_says_which_and_what_was_probably_meant(uploader):
    headings = ["事项名" if heading == "事项名称" else heading for heading in HEADINGS]
    job = checked(uploader, as_csv(row(), headings=headings))
    assert job.stage == Stage.UNUSABLE
    assert job.fault == "第 1 行，事项名称：缺少这一列；表头“事项名”像是它，请改成“事项名称”"


def test_headings_below_a_title_are_pointed_out(uploader):
    job = checked(uploader, as_csv(HEADINGS, row(), headings=["权力清单"] + [""] * (len(HEADINGS) - 1)))
    assert "这个文件的表头在第 2 行" in job.fault


def test_the_refused_rows_come_back_with_reasons_and_are_accepted_once_corrected(client, uploader, second):
    job = checked(uploader, as_csv(row(), row(name="乙", statutory_days="二十个工作日")))
    client.force_login(uploader)
    answer = client.get(reverse("import_refused", args=[job.pk, "xlsx"]))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    headings, (cells,) = (
        [c.value for c in sheet[1]],
        [[c.value or "" for c in r] for r in sheet.iter_rows(min_row=2)],
    )
    assert headings[-1] == "退回原因"
    assert "第 3 行，法定办结时限(工作日)：“二十个工作日”不是整数，请写成 20" in cells[-1]
    cells[headings.index("法定办结时限(工作日)")] = "20"
    again = checked(uploader, as_csv(cells, headings=headings))
    assert again.counts()["added"] == 1


def test_pages_follow_the_import_from_upload_to_publication(
    client, uploader, second, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(wakes, "send", lambda task: task())
    client.force_login(uploader)
    file = io.BytesIO(as_csv(row(), row(name="乙", level="?")))
    file.name = "清单.csv"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("imports"), {"file": file})
    page = client.get(answer.url).content.decode()
    assert "核对完，待发布" in page
    assert "没有“?”这个层级" in page
    assert "发布新增和变更的行" not in page
    client.force_login(second)
    assert "发布新增和变更的行" in client.get(answer.url).content.decode()
    job = ImportJob.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import_release", args=[job.pk]))
    assert Power.objects.get().name == "护士执业注册"
    assert "已完成" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"), [("a.docx", b"x", "不是 XLSX 或者 CSV"), ("a.csv", b"", "这个文件是空的")]
)
def test_a_wrong_file_is_refused_on_the_page(client, uploader, name, data, words):
    client.force_login(uploader)
    file = io.BytesIO(data)
    file.name = name
    answer = client.post(reverse("imports"), {"file": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_by_its_size(client, uploader, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    client.force_login(uploader)
    file = io.BytesIO(b"a" * (2 * 1024 * 1024))
    file.name = "a.csv"
    answer = client.post(reverse("imports"), {"file": file})
    assert "有 2 MB，请分成不超过 1 MB 的文件" in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_a_file_can_be_given_up_and_leaves_nothing(client, uploader):
    job = checked(uploader, as_csv(row()))
    client.force_login(uploader)
    client.post(reverse("import_drop", args=[job.pk]))
    job.refresh_from_db()
    assert (job.stage, job.rows.count()) == (Stage.DROPPED, 0)


def test_other_people_see_no_import(client, uploader):
    job = checked(uploader, as_csv(row()))
    client.force_login(factories.official(Role.HANDLER, at=factories.office()))
    assert client.get(reverse("imports")).status_code == 403
    assert client.get(reverse("import", args=[job.pk])).status_code == 404
    assert client.get(reverse("catalogue_export")).status_code == 403


def test_the_kinds_of_a_row_are_the_words_of_the_preview():
    assert [kind.label for kind in Kind] == ["新增", "变更", "未变", "退回"]


def test_a_worker_that_cannot_be_woken_costs_nobody_the_upload(
    client, uploader, monkeypatch, django_capture_on_commit_callbacks
):
    def unreachable(*args, **options):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.run_imports, "apply_async", unreachable)
    client.force_login(uploader)
    file = io.BytesIO(as_csv(row()))
    file.name = "清单.csv"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("imports"), {"file": file}).status_code == 302
    assert "等待核对" in client.get(reverse("import", args=[ImportJob.objects.get().pk])).content.decode()
    tasks.run_imports()
    assert ImportJob.objects.get().stage == Stage.CHECKED
