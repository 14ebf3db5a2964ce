"""The part that opens strangers' files to draw them: a program of its own, so that what goes wrong goes wrong alone.

It is started for one file and ends with it, under limits of memory and time; it knows no database, no settings and no keys.
In: a line of JSON that says what is wanted, then the file. Out: a line of JSON, then the picture, the copy or the text.
Pictures are drawn anew (no EXIF, nothing but pixels) and marked with who looks at them. XML with a document type is refused,
so that no entity is ever expanded.
"""

import io
import json
import resource
import sys
import zipfile
from xml.parsers import expat

MEMORY, SECONDS = 1 << 30, 20
MOST_PIXELS = 100_000_000
MOST_XML = 32 << 20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INK = (40, 60, 90, 64)
GAP = 0.16  # of the width, between two marks


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    wish = json.loads(sys.stdin.buffer.readline())
    told, result = DO[wish["do"]](sys.stdin.buffer.read(), wish)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + result)


def page(data: bytes, wish: dict) -> tuple[dict, bytes]:
    """One page as a PNG of the wished width, turned and marked."""
    image, pages = _drawn_pdf(data, wish) if wish["kind"] == "pdf" else (_picture(data), 1)
    image = _fitted(image.rotate(-wish["turn"], expand=True) if wish["turn"] else image, wish["width"])
    return {"pages": pages}, _saved(_marked(image, wish), "PNG")


def copy(data: bytes, wish: dict) -> tuple[dict, bytes]:
    """The whole file, every page marked."""
    if wish["kind"] == "pdf":
        return {}, _marked_pdf(data, wish)
    return {}, _saved(_marked(_picture(data), wish), {"jpg": "JPEG", "png": "PNG"}[wish["kind"]])


def text(data: bytes, wish: dict) -> tuple[dict, bytes]:
    """The words of a file, a line for each paragraph."""
    words = _words_of_pdf(data, wish["most"]) if wish["kind"] == "pdf" else _words_of_docx(data)
    return {}, words[: wish["most"]].encode("utf-8", "replace")


DO = {"page": page, "copy": copy, "text": text}


def _picture(data: bytes):
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
        upright = ImageOps.exif_transpose(image)
        flat = Image.new("RGB", upright.size, "white")
        shown = upright.convert("RGBA")
        flat.paste(shown, mask=shown)
        return flat


def _drawn_pdf(data: bytes, wish: dict):
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        number = min(max(wish["page"], 1), len(pdf))
        sheet = pdf[number - 1]
        across = sheet.get_height() if wish["turn"] in (90, 270) else sheet.get_width()
        scale = min(
            wish["width"] / across, (MOST_PIXELS / 10 / (sheet.get_width() * sheet.get_height())) ** 0.5
        )
        return sheet.render(scale=scale).to_pil().convert("RGB"), len(pdf)


def _fitted(image, width: int):
    most = min(width, image.width)
    return image if image.width == most else image.resize((most, max(1, image.height * most // image.width)))


def _saved(image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **({"quality": 88} if form == "JPEG" else {"compress_level": 3}))
    return out.getvalue()


def _tile(wish: dict, size: int):
    """The mark once, slanting, on nothing."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(wish["font"], size)
    lines = "\n".join(wish["mark"])
    box = ImageDraw.Draw(Image.new("RGBA", (1, 1))).multiline_textbbox(
        (0, 0), lines, font=font, spacing=size // 3
    )
    tile = Image.new("RGBA", (int(box[2]) + size, int(box[3]) + size))
    ImageDraw.Draw(tile).multiline_text((size // 2, 0), lines, font=font, fill=INK, spacing=size // 3)
    return tile.rotate(24, expand=True)


def _marked(image, wish: dict):
    tile = _tile(wish, max(11, min(image.size) // 42))
    gap = int(image.width * GAP)
    for y in range(-tile.height // 3, image.height, tile.height + gap):
        for x in range(-tile.width // 4, image.width, tile.width + gap):
            image.paste(tile, (x, y), tile)
    return image


def _marked_pdf(data: bytes, wish: dict) -> bytes:
    import pypdfium2

    tile, out = _tile(wish, 22), io.BytesIO()
    with pypdfium2.PdfDocument(data) as pdf, pypdfium2.PdfDocument.new() as stamp:
        width, height = tile.width / 2, tile.height / 2
        leaf = stamp.new_page(width, height)
        mark = pypdfium2.PdfImage.new(stamp)
        mark.set_bitmap(pypdfium2.PdfBitmap.from_pil(tile))
        mark.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        leaf.insert_obj(mark)
        leaf.gen_content()
        form = stamp.page_as_xobject(0, pdf) if hasattr(stamp, "page_as_xobject") else None
        for number in range(len(pdf)):
            _stamp(pdf[number], form, width, height)
        pdf.save(out)
    return out.getvalue()


def _stamp(sheet, form, width: float, height: float) -> None:
    import pypdfium2

    left, bottom, right, top = sheet.get_mediabox()
    across = max(1, min(4, int((right - left) // (width * 1.2))))
    up = max(1, min(6, int((top - bottom) // (height * 1.4))))
    for column in range(across):
        for row in range(up):
            mark = form.as_pageobject()
            x = left + (right - left) * (column + 0.5) / across - width / 2
            y = bottom + (top - bottom) * (row + 0.5) / up - height / 2
            mark.set_matrix(pypdfium2.PdfMatrix().translate(x, y))
            sheet.insert_obj(mark)
    sheet.gen_content()


def _words_of_pdf(data: bytes, most: int) -> str:
    import pypdfium2

    words, length = [], 0
    with pypdfium2.PdfDocument(data) as pdf:
        for sheet in pdf:
            words.append(sheet.get_textpage().get_text_bounded().replace("\r\n", "\n"))
            length += len(words[-1])
            if length > most:
                break
    return "\n".join(words)


def _words_of_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as part:
        xml = part.read(MOST_XML + 1)
    if len(xml) > MOST_XML:
        raise ValueError("the document is too long")
    lines, reading = [""], []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, _: _begin(name, lines, reading)
    parser.EndElementHandler = lambda name: _end(name, lines, reading)
    parser.CharacterDataHandler = lambda words: lines.append(lines.pop() + words) if reading else None
    parser.Parse(xml, True)
    return "\n".join(lines)


def _begin(name: str, lines: list[str], reading: list[str]) -> None:
    if name == f"{WORD} t":
        reading.append(name)
    elif name == f"{WORD} tab":
        lines[-1] += "\t"
    elif name == f"{WORD} br":
        lines.append("")


def _end(name: str, lines: list[str], reading: list[str]) -> None:
    if name == f"{WORD} t":
        reading.pop()
    elif name == f"{WORD} p":
        lines.append("")


def _refuse(*_):
    raise ValueError("a document type is not read")


if __name__ == "__main__":
    main()
