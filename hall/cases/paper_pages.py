"""Papers for the applicant: reading them on the page, downloading the PDF, and signing for a decision.

A decision is delivered online by signing for it, which is an act of its own (POST); until then it is not shown. Downloads
are attachments in which nothing runs. Reading writes nothing.
"""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hall.cases.my_cases import load
from hall.cases.timeline import awaits_signature, may_open
from ledger import clock
from workflow.materials import downloads
from workflow.states import State


@never_cache
@require_GET
def paper(request, number, pk):
    case = load(request, number)
    found = get_object_or_404(case.papers.select_related("office", "case"), pk=pk)
    if not may_open(found, case):
        return _sign_first(request, number)
    context = {"case": case, "paper": found, "sheet": found.sheet(), "told": NOTES.get(found.kind, "")}
    return render(request, "hall/paper.html", context)


@never_cache
@require_GET
def paper_pdf(request, number, pk):
    case = load(request, number)
    found = get_object_or_404(case.papers.select_related("office", "case"), pk=pk)
    return downloads.paper(found) if may_open(found, case) else _sign_first(request, number)


@require_POST
def sign(request, number, pk):
    """The applicant signs for the decision: it is delivered, and its download begins."""
    case = load(request, number)
    found = get_object_or_404(case.papers, pk=pk)
    if case.stage in (State.GRANTED, State.REFUSED) and awaits_signature(found, case):
        case.deliver(by=request.user, at=clock.now(), way="online")
        messages.success(request, "已经签收，决定书正在下载；没有开始下载的，在“文书”里点它的名字")
    return HttpResponseRedirect(f"{reverse('track', args=[number])}?signed={found.pk}")


@never_cache
@require_GET
def material(request, number, pk):
    """What the applicant handed in himself."""
    return downloads.material(get_object_or_404(load(request, number).materials, pk=pk), inline=True)


def _sign_first(request, number):
    messages.warning(request, "请先签收，再看决定书")
    return redirect("track", number)


# 行政复议法 第二十条、行政诉讼法 第四十六条
REMEDIES = "不服的，自收到决定书之日起 60 日内可以申请行政复议，6 个月内可以向人民法院提起行政诉讼。"
NOTES = {
    "correction_notice": "请照下面的内容一次补齐，补上就能接着办。",
    "refusal_decision": f"没有通过，原因写在下面。{REMEDIES}",
    "decline_decision": f"没有受理，理由写在下面。{REMEDIES}",
    "special_notice": "下面写明的时间不计入办理时间。",
}
