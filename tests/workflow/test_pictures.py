"""Materials as pictures, copies and words: drawn anew, marked, and never at the price of the house."""

import io

import pypdf
import pytest
from PIL import Image

from exchange import blobs
from tests.workflow import upload_corpus as corpus
from workflow.materials import pictures
from workflow.materials.check import MEDIA_TYPES
from workflow.materials.comparison import compare
from workflow.materials.materials import Material
from workflow.materials.pictures import Undrawable

pytestmark = pytest.mark.django_db
MARK = ["王晓燕 S0012  2026-11-26 12:01", "办件 3201 0626 0326 0317，仅供办理本件使用"]
PARAGRAPHS = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
WORDS = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def material(data, kind, seq=1, **details):
    name = blobs.put(data)
    told = {"file": f"材料.{kind}", **details}
    return Material(
        code="m1", seq=seq, sha256=name, size=len(data), media_type=MEDIA_TYPES[kind], details=told
    )


def docx(*paragraphs, head=""):
    body = head + WORDS.format("".join(PARAGRAPHS.format(p) for p in paragraphs))
    return corpus.zipped([corpus.types(corpus.WORD), ("word/document.xml", body)])


def drawn(made, **options):
    data = pictures.page(made, **{"number": 1, "width": 600, "turn": 0, "marked": MARK} | options)
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (corpus.pdf(), "pdf"),
        (corpus.picture("JPEG", (800, 500)), "jpg"),
        (corpus.picture(size=(800, 500)), "png"),
    ],
)
def test_a_page_is_drawn_and_carries_the_mark(data, kind):
    page = drawn(material(data, kind)).convert("L")
    assert page.format is None and page.width == 600
    dark = sum(page.histogram()[:230])
    assert dark > 200, "a white page has marks on it"


def test_a_page_is_turned_and_one_beyond_the_last_is_the_last():
    made = material(corpus.picture(size=(800, 400)), "png")
    assert drawn(made).size == (600, 300) and drawn(made, turn=90).size == (400, 800)
    assert drawn(material(corpus.pdf(pages=2), "pdf"), number=99).width == 600


def test_pictures_lose_what_the_camera_wrote_into_them():
    box, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x8825] = "CanaryCamera", {1: "N", 2: (31.0, 14.0, 7.0)}
    Image.new("RGB", (400, 300), "white").save(box, "JPEG", exif=exif)
    made = material(box.getvalue(), "jpg")
    assert b"CanaryCamera" in made.read()
    copy = pictures.copy(made, marked=MARK)
    assert b"CanaryCamera" not in copy and not Image.open(io.BytesIO(copy)).getexif()


def test_a_picture_and_script_in_one_comes_out_as_picture_alone():
    made = material(corpus.picture() + b"<script>alert(1)</script>", "png")
    assert b"<script>" not in pictures.copy(made, marked=MARK)


def test_a_copy_of_a_pdf_has_every_page_and_a_mark_on_each():
    copy = pypdf.PdfReader(io.BytesIO(pictures.copy(material(corpus.pdf(pages=3), "pdf"), marked=MARK)))
    assert len(copy.pages) == 3
    assert all("/XObject" in page["/Resources"] for page in copy.pages)


def test_what_cannot_be_marked_is_copied_as_it_is():
    data = corpus.ofd()
    assert pictures.copy(material(data, "ofd"), marked=MARK) == data


def test_the_words_of_a_document_are_its_paragraphs():
    assert pictures.words(material(docx("第一条", "第二条 &lt;b&gt;"), "docx")) == ["第一条", "第二条 <b>"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_with_entities_is_not_read(head):
    with pytest.raises(Undrawable):
        pictures.words(material(docx("&a;", head=head), "docx"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\nnothing", "pdf"),
        (b"\x89PNG\r\n\x1a\nnothing", "png"),
        (corpus.bomb_picture(50_000), "png"),
    ],
)
def test_a_file_that_does_not_open_is_a_sentence_and_nothing_more(data, kind):
    with pytest.raises(Undrawable, match="打不开"):
        drawn(material(data, kind))


def test_versions_are_compared_by_facts_and_by_words():
    before = material(docx("第一条 面积 85 平方米", "第二条"), "docx")
    after = material(docx("第一条 面积 85.5 平方米", "第二条", "第三条"), "docx", seq=3)
    found = compare(before, after)
    assert [(c.kind, c.before, c.after) for c in found.changes] == [
        ("change", "第一条 面积 85 平方米", "第一条 面积 85.5 平方米"),
        ("add", "", "第三条"),
    ]
    assert {name: old != new for name, old, new in found.facts}["内容指纹"]
    assert compare(before, before).is_same


def test_pictures_have_no_words_to_compare():
    one, two = material(corpus.picture(), "png"), material(corpus.picture(size=(50, 50)), "png", seq=3)
    found = compare(one, two)
    assert not found.has_words and not found.is_same and found.facts
