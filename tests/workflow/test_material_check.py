import hashlib
import io

import pytest

from ledger.verbs import Refused
from tests.workflow import upload_corpus as corpus
from workflow.materials.check import inspect

MB = 1 << 20


def check(data, name, **options):
    return inspect(io.BytesIO(data), name=name, **{"max_bytes": 20 * MB} | options)


def refusal(data, name, **options):
    with pytest.raises(Refused) as refused:
        check(data, name, **options)
    assert str(refused.value).startswith("“")
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "name", "kind", "pages"),
    [
        (corpus.pdf(pages=3), "章程.pdf", "pdf", 3),
        (corpus.picture("JPEG"), "照片.JPEG", "jpg", None),
        (corpus.picture(), "布局图.PNG", "png", None),
        (corpus.docx(), "规章制度.docx", "docx", None),
        (corpus.xlsx(), "设备清单.xlsx", "xlsx", None),
        (corpus.ofd(), "发票.ofd", "ofd", None),
        (corpus.pdf(attachment=b"<invoice/>"), "电子发票.pdf", "pdf", 1),
        (corpus.pdf(password=""), "只许看.pdf", "pdf", 1),
    ],
)
def test_honest_files_are_taken_with_kind_size_and_digest(data, name, kind, pages):
    found = check(data, name)
    assert (found.kind, found.pages, found.size) == (kind, pages, len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.name == name


def test_the_file_is_left_at_its_beginning():
    file = io.BytesIO(corpus.pdf())
    inspect(file, name="a.pdf", max_bytes=MB)
    assert file.tell() == 0


def test_an_empty_file_and_a_too_large_one_are_refused():
    assert refusal(b"", "空.pdf") == "“空.pdf”是空的，请重新选一个文件"
    assert refusal(b"x" * (MB + 1), "大.pdf", max_bytes=MB) == "“大.pdf”太大，请压缩到 1 MB 以内再传"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ" + b"\0" * 200, "合同.pdf"),
        (b"<html><script>alert(1)</script></html>", "合同.pdf"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "图.png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧文档.docx"),
        (corpus.picture("GIF"), "动图.png"),
        (b"junk before" + corpus.pdf(), "合同.pdf"),
        (corpus.zipped([("甲.txt", "x")]), "规章制度.docx"),
        (corpus.zipped([("word/document.xml", "<document/>")]), "规章制度.docx"),
    ],
)
def test_other_kinds_are_refused_whatever_their_name(data, name):
    assert refusal(data, name) == f"“{name}”不是支持的格式，请转成 PDF 再传"


def test_a_kind_the_material_does_not_allow_is_refused_with_what_it_allows():
    assert (
        refusal(corpus.docx(), "规章制度.docx", allowed=("pdf",))
        == "“规章制度.docx”不是支持的格式，请转成 PDF 再传"
    )
    assert (
        refusal(corpus.pdf(), "照片.pdf", allowed=("jpg", "png"))
        == "“照片.pdf”不是支持的格式，请换成 JPG、PNG 再传"
    )


def test_a_file_named_as_another_kind_is_refused():
    assert "内容其实是 PDF" in refusal(corpus.pdf(), "照片.jpg")
    assert "内容其实是 PNG" in refusal(corpus.picture(), "没有结尾")


def test_a_picture_cut_off_is_refused():
    assert "可能已经损坏" in refusal(corpus.picture(size=(300, 300))[:200], "照片.png")


@pytest.mark.parametrize("side", [10_001, 30_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unfolded(side):
    assert "尺寸太大" in refusal(corpus.bomb_picture(side), "照片.png")


@pytest.mark.parametrize(
    "data",
    [
        corpus.docx(main=corpus.WORD_MACRO),
        corpus.docx(("word/vbaProject.bin", "x")),
    ],
)
def test_macros_are_refused(data):
    assert "带有宏" in refusal(data, "规章制度.docx")


@pytest.mark.parametrize("member", ["../../etc/passwd", "/etc/passwd", "C:\\x", "word\\..\\..\\x"])
def test_members_that_leave_their_folder_are_refused(member):
    assert "不安全" in refusal(corpus.docx((member, "x")), "规章制度.docx")


def test_links_and_doubled_members_are_refused():
    assert "不安全" in refusal(
        corpus.docx(("word/link", "/etc/passwd"), links=("word/link",)), "规章制度.docx"
    )
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = corpus.docx(("word/document.xml", "<other/>"))
    assert "不安全" in refusal(doubled, "规章制度.docx")


def test_archives_that_unfold_without_end_are_refused():
    assert "展开后太大" in refusal(corpus.ofd(("Doc_0/a", b"\0" * (30 * MB))), "发票.ofd")
    assert "展开后太大" in refusal(corpus.xlsx(*((f"xl/{n}", "") for n in range(5_001))), "清单.xlsx")


def test_a_zip_cut_off_is_refused():
    assert "可能已经损坏" in refusal(corpus.docx()[:-30], "规章制度.docx")


@pytest.mark.parametrize("on_page", [False, True])
@pytest.mark.parametrize("action", ["/JavaScript", "/Launch"])
def test_a_pdf_that_acts_by_itself_is_refused_wherever_the_action_hangs(action, on_page):
    assert "自动执行" in refusal(corpus.pdf(action=action, on_page=on_page), "章程.pdf")


def test_a_pdf_with_a_named_script_is_refused():
    assert "自动执行" in refusal(corpus.pdf(names_js=True), "章程.pdf")


def test_a_pdf_with_a_password_a_damaged_one_and_one_without_pages_are_refused():
    assert "设了密码" in refusal(corpus.pdf(password="secret"), "章程.pdf")
    assert "可能已经损坏" in refusal(b"%PDF-1.7\n" + b"x" * 400, "章程.pdf")
    assert "没有页面" in refusal(corpus.pdf(pages=0), "章程.pdf")
