"""Files as applicants and attackers send them, built in memory."""

import io
import zipfile
import zlib

import pypdf
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(kind="PNG", size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def bomb_picture(side):
    """A few hundred bytes that claim to be a picture of side × side."""

    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(b"\0" * 99)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(members, *, links=(), method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            if name in links:
                info.external_attr = 0o120777 << 16
            archive.writestr(info, data)
    return out.getvalue()


def types(main):
    return ("[Content_Types].xml", f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>')


def docx(*more, main=WORD, **options):
    return zipped([types(main), ("word/document.xml", "<document/>"), *more], **options)


def xlsx(*more):
    return zipped([types(SHEET), ("xl/workbook.xml", "<workbook/>"), *more])


def ofd(*more):
    return zipped([("OFD.xml", "<OFD/>"), ("Doc_0/Document.xml", "<Document/>"), *more])


def pdf(*, pages=1, action=None, on_page=False, attachment=None, password=None, names_js=False):
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if action:
        doing = DictionaryObject({NameObject("/S"): NameObject(action), NameObject("/Next"): ArrayObject()})
        place = writer.pages[0] if on_page else writer.root_object
        key = "/AA" if on_page else "/OpenAction"
        holder = DictionaryObject({NameObject("/O"): doing}) if on_page else doing
        place[NameObject(key)] = writer._add_object(holder)
    if names_js:
        script = DictionaryObject({NameObject("/JS"): TextStringObject("app.alert('x')")})
        named = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("x"), script])})
        writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): named})
    if attachment:
        writer.add_attachment("data.xml", attachment)
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    writer.add_metadata({"/Title": TextStringObject("样本")})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def many_members(count):
    return zipped([(f"xl/{n}.xml", b"\0" * 1000) for n in range(count)])


def nested_bomb(depth=5, size=4 << 20):
    """42.zip in small: zips in zips, the innermost unfolding to `size` zeros."""
    inner = zipped([("0", b"\0" * size)])
    for _ in range(depth):
        inner = zipped([(f"{n}.zip", inner) for n in range(4)])
    return inner


def overlapping(count=64, size=1 << 20):
    """One packed member that the directory lists again and again (Fifield 2019)."""
    plain = zipped([types(WORD), ("word/document.xml", b"\0" * size)])
    end = plain.rindex(b"PK\x05\x06")
    start = int.from_bytes(plain[end + 16 : end + 20], "little")
    directory = plain[start:end]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    name = b"word/document.xml"
    more = b"".join(last.replace(name, b"word/document%03d" % n) for n in range(count))
    whole = directory + more
    total = (2 + count).to_bytes(2, "little")
    tail = plain[end : end + 8] + total * 2 + len(whole).to_bytes(4, "little") + plain[end + 16 :]
    return plain[:start] + whole + tail


def jpeg_with(behind: bytes) -> bytes:
    return picture("JPEG") + behind


def encrypted_zip():
    data = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


SCRIPT = b"<script>alert('hall-canary')</script>"
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
FOREIGN = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">'
    + SCRIPT
    + b"</body></foreignObject></svg>"
)
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>&a;</document>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><document>&b;</document>'
NAMES = [
    "../../etc/passwd", "..\\..\\windows\\win.ini", "照" * 500, "a\0.pdf", "a\r\nX-Evil: 1", "gpj.\u202eexe", "CON", "🙂",
    "<img src=x onerror=alert(1)>", "'; DROP TABLE x;--", '"; filename="evil.html', "%2e%2e%2f",
]  # fmt: skip


def hostile() -> dict[str, tuple[str, bytes]]:
    """Every kind of file an attacker would try, by what it is: the name it is sent under, and its bytes."""
    word = ("word/document.xml", "<document/>")
    made = {
        "empty": ("a.pdf", b""),
        "program": ("合同.pdf", b"MZ" + b"\0" * 200),
        "elf": ("合同.pdf", b"\x7fELF" + b"\0" * 200),
        "html named jpg": ("照片.jpg", HTML),
        "html named pdf": ("合同.pdf", HTML),
        "html named docx": ("合同.docx", HTML),
        "svg script": ("图.png", SVG),
        "svg foreignObject": ("图.jpg", FOREIGN),
        "svg by its own name": ("图.svg", SVG),
        "php": ("图.png", b"<?php system($_GET['c']); ?>"),
        "old office": ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "gif": ("动.gif", picture("GIF")),
        "gif and js": ("动.png", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"),
        "png and php": ("图.png", picture() + b"<?php system($_GET['c']); ?>"),
        "png and html": ("图.png", picture() + HTML),
        "jpeg and html": ("图.jpg", jpeg_with(HTML)),
        "jpeg and zip": ("图.jpg", jpeg_with(zipped([("a.html", HTML)]))),
        "pdf and zip": ("合.pdf", pdf() + zipped([("a.html", HTML)])),
        "pdf and html": ("合.pdf", pdf() + HTML),
        "pdf behind html": ("合.pdf", HTML + pdf()),
        "pdf javascript": ("章.pdf", pdf(action="/JavaScript")),
        "pdf launch": ("章.pdf", pdf(action="/Launch")),
        "pdf page action": ("章.pdf", pdf(action="/JavaScript", on_page=True)),
        "pdf named script": ("章.pdf", pdf(names_js=True)),
        "pdf import data": ("章.pdf", pdf(action="/ImportData")),
        "pdf with a password": ("章.pdf", pdf(password="secret")),
        "pdf without pages": ("章.pdf", pdf(pages=0)),
        "pdf cut off": ("章.pdf", pdf()[:200]),
        "pdf of nothing": ("章.pdf", b"%PDF-1.7\n" + b"x" * 400),
        "pixel flood": ("图.png", bomb_picture(50_000)),
        "picture cut off": ("图.png", picture(size=(300, 300))[:200]),
        "picture with another name": ("图.jpg", picture()),
        "zip bomb": ("清.xlsx", xlsx(("xl/a", b"\0" * (40 << 20)))),
        "nested bomb": ("清.docx", nested_bomb()),
        "overlapping bomb": ("清.docx", overlapping()),
        "ten thousand members": ("清.xlsx", xlsx(*((f"xl/{n}", "") for n in range(10_000)))),
        "docx bomb": ("规.docx", docx(("word/media/a", b"\0" * (40 << 20)))),
        "macro docx": ("规.docx", docx(main=WORD_MACRO)),
        "macro part": ("规.docx", docx(("word/vbaProject.bin", "x"))),
        "macro xlsx": ("清.xlsx", xlsx(("xl/vbaProject.bin", "x"))),
        "leaves its folder": ("规.docx", docx(("../../etc/cron.d/x", "x"))),
        "leaves it the other way": ("规.docx", docx(("word\\..\\..\\x", "x"))),
        "absolute member": ("规.docx", docx(("/etc/passwd", "x"))),
        "drive member": ("规.docx", docx(("C:\\x", "x"))),
        "link member": ("规.docx", docx(("word/link", "/etc/passwd"), links=("word/link",))),
        "locked members": ("规.docx", encrypted_zip()),
        "plain zip": ("规.docx", zipped([("甲.txt", "x")])),
        "zip cut off": ("规.docx", docx()[:-30]),
        "jar": ("规.docx", zipped([("META-INF/MANIFEST.MF", "x"), word])),
        "ofd that unfolds": ("票.ofd", ofd(("Doc_0/a", b"\0" * (40 << 20)))),
        "external entity": ("规.docx", zipped([types(WORD), ("word/document.xml", XXE)])),
        "billion laughs": ("规.docx", zipped([types(WORD), ("word/document.xml", LAUGHS)])),
        "entity in the types": ("规.docx", zipped([("[Content_Types].xml", LAUGHS), word])),
        "html inside docx": ("规.docx", docx(("word/afchunk.html", HTML))),
    }
    return made | {f"named {n}": (f"{name}.pdf", pdf()) for n, name in enumerate(NAMES)}
