"""The viewer beside the opinion form and at the window: pages, sizes, versions, and what is withheld."""

import pytest
from django.urls import reverse

from exchange import blobs
from exchange.blobs import Scan, StoredBlob
from ledger import clock
from tests import factories
from tests.exchange import fake_clamd
from tests.factories import BACKEND
from tests.workflow import upload_corpus as corpus
from tests.workflow.test_pictures import docx
from workflow.materials import filings
from workflow.materials.check import MEDIA_TYPES
from workflow.materials.materials import Material
from workflow.materials.readings import Way, What
from workflow.materials.viewer import Pose
from workflow.states import State

pytestmark = pytest.mark.django_db


def material(data, kind, code="m1", **details):
    name = blobs.put(data, media_type=MEDIA_TYPES[kind])
    told = {"file": f"材料.{kind}", **details}
    return Material(code=code, sha256=name, size=len(data), media_type=MEDIA_TYPES[kind], details=told)


@pytest.fixture
def corrected(zone):
    """A case at the window whose application form was handed in twice, as documents; m2 is a PDF of three pages."""
    with zone("outer"):
        case = filings.submit(
            factories.edition(), by=factories.citizen(), at=clock.now(), party=factories.party(), answers={}, token="t",
            materials=[material(docx("面积 85"), "docx"), material(corpus.pdf(pages=3), "pdf", "m2", pages=3)],
        )  # fmt: skip
        staff = factories.Staff(case.office)
        case.ask_to_complete(
            by=staff.window, at=clock.now(), items=[{"code": "m1", "name": "申请表", "text": "面积不对"}]
        )
        files = [material(docx("面积 85.5"), "docx")]
        filings.supplement(factories.fresh(case), by=case.applicant, at=clock.now(), note="", materials=files)
    return factories.fresh(case), staff


def window(client, staff, zone, name, *args, **asked):
    client.force_login(staff.window, backend=BACKEND)
    with zone("outer"):
        return client.get(reverse(name, args=args), asked)


def page_of(client, corrected, zone, **asked):
    case, staff = corrected
    return window(client, staff, zone, "window_case", case.number, **asked).content.decode()


def test_a_document_is_shown_as_words_under_the_readers_mark(client, corrected, zone):
    case, staff = corrected
    page = page_of(client, corrected, zone, material=case.materials.get(seq=1, code="m1").pk)
    assert "<p>面积 85</p>" in page and "viewer__mark" in page and staff.window.staff_no in page


@pytest.mark.django_db(transaction=True)
def test_a_page_reads_as_of_one_moment_and_then_keeps_what_was_looked_at(client, corrected, zone):
    """PostgreSQL refuses every write inside the moment; both looks, at the case and at its document, come after it."""
    case, _ = corrected
    shown = case.materials.get(seq=1, code="m1")
    assert "<p>面积 85</p>" in page_of(client, corrected, zone, material=shown.pk)
    looks = case.readings.filter(way=Way.LOOK)
    assert {(each.what, each.item) for each in looks} == {(What.CASE, 0), (What.MATERIAL, shown.pk)}


def test_a_pdf_is_shown_page_by_page_with_links_that_keys_follow(client, corrected, zone):
    case, _ = corrected
    pk = case.materials.get(code="m2").pk
    page = page_of(client, corrected, zone, material=pk, page="2", zoom="150", turn="90")
    assert "第 2 页，共 3 页" in page and f"materials/{pk}/page/?page=2&amp;zoom=150&amp;turn=90" in page
    assert all(f'data-key="{key}"' in page for key in ("ArrowLeft", "ArrowRight", "+", "-", "r"))
    first = page_of(client, corrected, zone, material=pk)
    assert 'data-key="ArrowLeft"' not in first and 'data-key="-"' not in first


def test_the_picture_of_a_page_is_ours_and_can_run_nothing(client, corrected, zone):
    case, staff = corrected
    answer = window(
        client, staff, zone, "window_page", case.number, case.materials.get(code="m2").pk, page="3"
    )
    assert answer["Content-Type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert "sandbox" in answer["Content-Security-Policy"] and "no-store" in answer["Cache-Control"]


def test_a_corrected_material_stands_beside_its_earlier_version(client, corrected, zone):
    case, staff = corrected
    after = case.materials.get(code="m1", seq__gt=1)
    assert "和原来的比较" in page_of(client, corrected, zone, material=after.pk)
    page = window(client, staff, zone, "window_compare", case.number, after.pk).content.decode()
    assert "<del>面积 85</del>" in page and "<ins>面积 85.5</ins>" in page
    single = window(client, staff, zone, "window_compare", case.number, case.materials.get(code="m2").pk)
    assert single.status_code == 422 and "没有更早的版本" in single.content.decode()


@pytest.mark.parametrize(
    ("scan", "words"), [(Scan.WAITING, "还没有查毒"), (Scan.INFECTED, "查出病毒，已经撤下")]
)
def test_nothing_of_a_withheld_material_is_shown_by_any_address(
    client, corrected, zone, settings, scan, words
):
    case, staff = corrected
    after = case.materials.get(code="m1", seq__gt=1)
    StoredBlob.objects.filter(pk=after.sha256).update(scan=scan)
    settings.CLAMD = fake_clamd.NOBODY
    page = page_of(client, corrected, zone, material=after.pk)
    assert words in page and "面积 85.5" not in page
    for name, asked in (
        ("window_material", {}),
        ("window_material", {"original": "1"}),
        ("window_page", {}),
        ("window_compare", {}),
    ):
        answer = window(client, staff, zone, name, case.number, after.pk, **asked)
        assert answer.status_code == 422 and "面积 85.5" not in answer.content.decode()
    client.force_login(case.applicant, backend=BACKEND)
    with zone("outer"):
        assert client.get(reverse("material", args=[case.number, after.pk])).status_code == 422


@pytest.mark.parametrize(
    "asked",
    [{"page": "x"}, {"page": "-1"}, {"page": "9" * 30}, {"zoom": "99999"}, {"turn": "45"}, {"page": "²"}],
)
def test_an_address_out_of_bounds_is_brought_back(asked):
    pose = Pose.read(asked, pages=3)
    assert 1 <= pose.page <= 3 and pose.zoom == 100 and pose.turn == 0


def test_the_desk_shows_the_first_material_beside_the_opinion_form(client, zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    blobs.put(factories.PDF, media_type="application/pdf")
    client.force_login(staff.handler, backend=BACKEND)
    page = client.get(reverse("desk_case", args=[case.number])).content.decode()
    assert 'id="viewer"' in page and "viewer__sheet" in page and 'name="note"' in page
    copy = client.get(reverse("desk_material", args=[case.number, case.materials.first().pk]))
    assert copy["Content-Disposition"].startswith("attachment") and copy.content != factories.PDF
    original = client.get(
        reverse("desk_material", args=[case.number, case.materials.first().pk]), {"original": "1"}
    )
    assert original.content == factories.PDF
