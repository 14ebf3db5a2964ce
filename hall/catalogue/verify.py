"""Whether a paper is genuine: by the code printed on it, or by the file itself. Anyone may ask; told is as little as
recognises the paper.

A file is genuine when it is, byte for byte, one that was issued. Its signature is checked besides: it must cover the whole
file and bear the seal of an authority trusted here. A file that is not in the books is told apart by what its signature
says: changed after sealing, sealed by a stranger, or not sealed at all. Nothing of the file is kept.
"""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hall import throttle
from ledger import clock
from workflow.licences.certificates import licence_of, replaced
from workflow.licences.licences import Licence, Standing
from workflow.papers.number import clean_code, grouped_code
from workflow.papers.papers import Paper
from workflow.parties import mask_name

KINDS = {Paper.Status.ISSUED: "ok", Paper.Status.SUPERSEDED: "warn", Paper.Status.REVOKED: "bad"}
LICENCES = {Standing.EXPIRED: "warn"} | dict.fromkeys(
    (Standing.REVOKED, Standing.WITHDRAWN, Standing.CANCELLED), "bad"
)
MOST_BYTES = 5 * 1024 * 1024


@login_not_required
@never_cache
@require_GET
def verify(request):
    typed = request.GET.get("code", "").strip()[:40]
    context = {"typed": typed, "at": clock.now()}
    if typed:
        throttle.verification(request)
        code = clean_code(typed)
        found = _issued().filter(check_code=code).first() if code else None
        context |= {"asked": True} | _verdict(found)
    return render(request, "hall/verify.html", context)


@login_not_required
@never_cache
@require_POST
def verify_file(request):
    throttle.verification(request)
    file, at = request.FILES.get("file"), clock.now()
    context = {"at": at, "asked": True}
    if fault := _fault(file):
        return render(request, "hall/verify.html", {"at": at, "fault": fault}, status=422)
    return render(request, "hall/verify.html", context | _verdict_on(file.read(), at=at))


def _fault(file) -> str:
    if file is None:
        return "请先选一份 PDF 文件，再查验"
    if file.size > MOST_BYTES:
        return "文件超过 5 MB，不是本系统制发的文书；请选下载的原件"
    return (
        ""
        if file.read(5) == b"%PDF-" and file.seek(0) == 0
        else "这不是 PDF 文件，请选从本系统下载的文书原件"
    )


def _verdict_on(pdf: bytes, *, at) -> dict:
    from workflow.papers.seal_check import check

    signature = check(pdf, at=at)
    return _verdict(_issued().filter(sha256=sha256(pdf).hexdigest()).first()) | {"signature": signature}


def _issued():
    papers = Paper.objects.exclude(check_code="").select_related("office", "case__party", "amended_by")
    return papers.prefetch_related("amended_by__papers")


def _verdict(paper: Paper | None) -> dict:
    if paper is None:
        return {"paper": None}
    party, amendment = paper.case.party, getattr(paper, "amended_by", None)
    name = party.name if party.kind == "enterprise" else mask_name(party.name)
    new = [p for p in amendment.papers.all() if p.kind == paper.kind] if amendment else []
    licence, later = _licence(paper), replaced(paper) if paper.kind == "licence" else None
    kind = LICENCES.get(licence.standing, KINDS[paper.status]) if licence else KINDS[paper.status]
    return {
        "paper": paper, "licence": licence, "kind": kind, "name": name, "code": grouped_code(paper.check_code),
        "since": amendment and amendment.made_at, "new": new[0] if new else later and later[1],
        "replaced": later[0] if later and not new else "",
    }  # fmt: skip


def _licence(paper: Paper) -> Licence | None:
    """The register's word on a certificate; a certificate that was replaced speaks for itself."""
    if paper.kind != "licence" or paper.status == Paper.Status.SUPERSEDED:
        return None
    return licence_of(paper)
