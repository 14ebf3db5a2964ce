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
