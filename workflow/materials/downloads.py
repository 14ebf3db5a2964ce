"""Files leave as attachments, with a policy that lets nothing in them run; only pictures drawn anew are shown in a page."""

from urllib.parse import quote

from django.http import HttpResponse

from exchange import blobs
from ledger.verbs import Refused
from workflow.materials import pictures

SANDBOX = "default-src 'none'; sandbox"
PICTURES = ("image/jpeg", "image/png")


def material(material, *, inline: bool = False, marked: list[str] | None = None) -> HttpResponse:
    """The file as handed in, or a copy with a mark on every page. One's own pictures may be shown in the page."""
    shown = inline and material.media_type in PICTURES
    data = arrived(pictures.copy, material, marked=marked) if marked else arrived(material.read)
    return attachment(data, name=material.file_name, media_type=material.media_type, inline=shown)


def page(material, pose, *, marked: list[str]) -> HttpResponse:
    """One page of a material as a picture of ours, to be shown in a page of ours."""
    if not pictures.is_drawn(material):
        raise Refused("这份材料不能在页面里看，请下载后看")
    data = arrived(pictures.page, material, number=pose.page, width=pose.width, turn=pose.turn, marked=marked)
    return attachment(data, name=f"{pose.page}.png", media_type="image/png", inline=True)


def arrived(act, *told, **said):
    """What `act` gives, unless the file is still on its way between the nets."""
    try:
        return act(*told, **said)
    except blobs.Missing:
        raise Refused("这份材料还在传，请过几分钟再看") from None


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
