"""Files leave as attachments, with a policy that lets nothing in them run; only plain pictures may be shown in a page."""

from urllib.parse import quote

from django.http import HttpResponse

from exchange import blobs
from ledger.verbs import Refused

SANDBOX = "default-src 'none'; sandbox"
PICTURES = ("image/jpeg", "image/png")


def material(material, *, inline: bool = False) -> HttpResponse:
    shown = inline and material.media_type in PICTURES
    try:
        data = material.read()
    except blobs.Missing:
        raise Refused("这份材料还在传，请过几分钟再看") from None
    return attachment(data, name=material.file_name, media_type=material.media_type, inline=shown)


def paper(paper) -> HttpResponse:
    return attachment(paper.pdf(), name=f"{paper.label}{paper.number}.pdf", media_type="application/pdf")


def attachment(data: bytes, *, name: str, media_type: str, inline: bool = False) -> HttpResponse:
    kind = "inline" if inline else "attachment"
    return HttpResponse(
        data,
        content_type=media_type,
        headers={
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
