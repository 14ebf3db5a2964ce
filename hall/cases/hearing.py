"""The applicant's answer to the notice of a right to be heard: ask for a hearing, or not (行政许可法 第四十七条)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall.cases.my_cases import load
from hall.cases.standing import may_answer
from ledger import clock
from workflow.materials import filings

ACTS = {"ask_hearing": "听证申请", "waive_hearing": "不要求听证的答复"}


@never_cache
@require_http_methods(["GET", "POST"])
def hearing(request, number):
    case, at = load(request, number), clock.now()
    if not may_answer(case, at=at):
        messages.warning(request, "这一件现在不用答复是否听证，请看最新进度")
        return redirect("track", number)
    act = request.POST.get("act", "")
    if act in ACTS:
        filings.petition(case, act, at=at)
        messages.success(request, f"{ACTS[act]}已经提交，正在转送审查机关")
        return redirect("track", number)
    error = "请选要不要听证" if request.method == "POST" else ""
    context = {"case": case, "hearing": case.hearing, "error": error}
    return render(request, "hall/hearing.html", context, status=422 if error else 200)
