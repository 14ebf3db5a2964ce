"""Whether a paper is genuine: by the code printed on it. Anyone may ask; told is as little as recognises the paper."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ledger import clock
from workflow.paper_number import clean_code, grouped_code
from workflow.papers import Paper
from workflow.parties import mask_name

from . import throttle

KINDS = {Paper.Status.ISSUED: "ok", Paper.Status.SUPERSEDED: "warn", Paper.Status.REVOKED: "bad"}


@login_not_required
@never_cache
@require_GET
def verify(request):
    typed = request.GET.get("code", "").strip()[:40]
    context = {"typed": typed, "at": clock.now()}
    if typed:
        throttle.verification(request)
        context |= {"asked": True, "paper": None} | _verdict(clean_code(typed))
    return render(request, "hall/verify.html", context)


def _verdict(code: str) -> dict:
    papers = Paper.objects.select_related("office", "case__party").exclude(check_code="")
    paper = papers.filter(check_code=code).first() if code else None
    if paper is None:
        return {}
    party = paper.case.party
    name = party.name if party.kind == "enterprise" else mask_name(party.name)
    return {"paper": paper, "kind": KINDS[paper.status], "name": name, "code": grouped_code(paper.check_code)}
