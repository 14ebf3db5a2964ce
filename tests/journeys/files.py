"""Files that applicants upload: pictures and PDFs as a telephone or a scanner makes them, and such as nobody should send."""

import io

from PIL import Image, ImageDraw


def picture(words: str, *, kind: str = "PNG") -> bytes:
    page = Image.new("RGB", (640, 480), "white")
    ImageDraw.Draw(page).text((40, 40), words, fill="black")
    box = io.BytesIO()
    page.save(box, kind)
    return box.getvalue()


def png(name: str) -> dict:
    return {"name": f"{name}.png", "mimeType": "image/png", "buffer": picture(f"png {len(name)}")}


def pdf(name: str) -> dict:
    return {
        "name": f"{name}.pdf",
        "mimeType": "application/pdf",
        "buffer": picture(f"pdf {len(name)}", kind="PDF"),
    }


def program(name: str) -> dict:
    """A program that calls itself a PDF."""
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\x00" * 400}


def nothing(name: str) -> dict:
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": b""}


def too_large(name: str, *, megabytes: int = 21) -> dict:
    return {
        "name": f"{name}.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.4\n" + b"0" * (megabytes << 20),
    }
