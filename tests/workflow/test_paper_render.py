import datetime
import io
import re

import pypdf
import pytest
from django.template.loader import render_to_string

from tests.workflow.paper_examples import EXAMPLES
from workflow.papers import fonts
from workflow.papers.fonts import MissingGlyph, missing_glyphs
from workflow.papers.kinds import KINDS, MissingField
from workflow.papers.render import render_pdf
from workflow.papers.sheet import make_sheet

OFFICE = "南京市鼓楼区市场监督管理局"
NUMBER = "鼓市监许准〔2026〕317号"
FRAME = {
    "number": NUMBER,
    "on": datetime.date(2026, 4, 7),
    "office": OFFICE,
    "qr_text": "https://zwdt.example/verify/?code=7K4M2Q9DXW31",
    "demo": False,
}


def draw(kind="grant_decision", *, frame=None, **changes):
    return render_pdf(kind, EXAMPLES[kind] | changes, **FRAME | (frame or {}))


def pages(pdf):
    return [re.sub(r"\s+", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_prints_every_word_of_its_text(kind):
    text = "".join(pages(draw(kind)))
    sheet = make_sheet(kind, EXAMPLES[kind], **FRAME)
    printed = [OFFICE, NUMBER, sheet.title, "2026年4月7日", *(block.text for block in sheet.blocks)]
    assert [part for part in printed if squeezed(part) not in text] == []


def test_the_last_page_tells_how_to_verify():
    text = pages(draw())[-1]
    assert "扫码或在zwdt.example/verify查验" in text
    assert "7K4M-2Q9D-XW31" in text


def test_the_same_paper_gives_the_same_bytes_and_another_day_gives_others():
    assert draw() == draw()
    assert draw() != draw(frame={"on": datetime.date(2026, 4, 8)})


def test_the_file_says_it_is_for_archives_and_embeds_every_font():
    pdf = draw()
    assert b"pdfaid:part>2" in pdf and b"pdfaid:conformance>B" in pdf
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == "准予行政许可决定书"
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & descendant["/FontDescriptor"].get_object().keys()


@pytest.mark.parametrize(
    "hostile", ['#panic("x")', "$x$", "*b*", "@ref <label>", '#import "/etc/passwd"', "\\u{41}", "[[](("]
)
def test_what_an_applicant_writes_is_never_code(hostile):
    text = "".join(pages(draw(applicant=hostile, content=[hostile, f"甲{hostile}乙"])))
    assert text.count(squeezed(hostile)) >= 3


def test_rare_characters_of_names_are_printed_in_body_title_and_head():
    rare = "㛃䶮"
    text = "".join(
        pages(draw(applicant=f"张{rare}", title=f"{rare}决定书", frame={"office": f"{rare}镇人民政府"}))
    )
    assert text.count(rare) >= 4


def test_a_character_no_font_holds_is_refused_by_name():
    with pytest.raises(MissingGlyph, match=re.escape("U+31350")) as refusal:
        draw(applicant="王\U00031350")
    assert refusal.value.characters == "\U00031350"


def test_missing_glyphs_are_listed_once_and_spaces_do_not_count():
    assert missing_glyphs("甲\U00031350乙 \u3000\U00031350\ue000") == "\U00031350\ue000"


def test_fonts_of_the_agency_come_first_when_their_family_is_known(settings, tmp_path):
    settings.HALL_FONT_DIR = str(tmp_path)
    assert fonts.font_dirs() == (str(tmp_path), str(fonts.BUNDLED))
    assert fonts.families(("Noto Serif SC", "仿宋"), dirs=fonts.font_dirs())[0] == "Noto Serif SC"
    assert draw()


def test_very_long_names_stay_on_the_paper():
    applicant, office = "很长的名字" * 60, "江苏省南京市" * 10 + "管理委员会"
    text = "".join(pages(draw(applicant=applicant, frame={"office": office})))
    assert applicant in text
    assert text.count(office) >= 2


def test_a_long_paper_runs_over_three_pages_with_numbers_and_one_verification():
    content = [f"第{n}处经营场所：南京市鼓楼区中山北路{n}号1层，面积{n}平方米" for n in range(1, 21)]
    found = pages(draw(content=content))
    assert len(found) == 3
    assert [f"—{n}—" in text for n, text in enumerate(found, 1)] == [True] * 3
    assert ["查验" in text for text in found] == [False, False, True]
    assert [NUMBER in text for text in found] == [True, False, False]


def test_the_signature_never_stands_on_a_page_without_words():
    for count in range(3, 12):
        last = pages(draw(content=[f"第{n}项" for n in range(count)]))[-1]
        assert "有效期" in last and "2026年4月7日" in last


def test_a_demonstration_says_so_and_a_real_paper_does_not():
    assert "不具有法律效力" in "".join(pages(draw(frame={"demo": True})))
    assert "演示" not in "".join(pages(draw()))


@pytest.mark.parametrize(
    ("part", "label"), [("number", "文号"), ("office", "制发机关"), ("qr_text", "查验地址")]
)
def test_a_paper_without_its_frame_is_refused(part, label):
    with pytest.raises(MissingField, match=label):
        draw(frame={part: ""})


def test_only_the_receipt_of_materials_may_do_without_a_number():
    assert pages(draw("submission_receipt", frame={"number": ""}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_the_words_of_the_pdf_escaped_and_without_inline_style(kind):
    sheet = make_sheet(kind, EXAMPLES[kind] | {"applicant": "<script>甲</script>"}, **FRAME)
    html = render_to_string("papers/paper.html", {"sheet": sheet})
    assert "<script" not in html and "style=" not in html
    for block in sheet.blocks[1:]:
        assert block.text in html
    assert sheet.qr.path in html and "行政许可专用章" in html
