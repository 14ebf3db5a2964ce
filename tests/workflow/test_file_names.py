import pytest

from workflow.materials.file_names import MAX_LENGTH, safe_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("规章制度.docx", "规章制度.docx"),
        ("C:\\Users\\张敏\\桌面\\执照.pdf", "执照.pdf"),
        ("../../etc/passwd", "passwd"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("一\r\n行\x00.pdf", "一行.pdf"),
        ('a<b>:"c"|?*.pdf', "a_b___c____.pdf"),
        (" ..隐藏.pdf. ", "隐藏.pdf"),
        ("", "未命名文件"),
        ("..", "未命名文件"),
        ("/", "未命名文件"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_misleads(given, kept):
    assert safe_name(given) == kept


def test_a_long_name_is_cut_and_keeps_its_ending():
    name = safe_name("很长" * 100 + ".pdf")
    assert len(name) == MAX_LENGTH
    assert name.endswith(("长.pdf", "很.pdf"))
    assert len(safe_name("无" * 300)) == MAX_LENGTH
