"""Publishing results: the decisions on licences, newest first, with the names of persons masked (政府信息公开条例 第二十条).

Enterprises are named in full. A case appears once its decision has come to the outer net.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflow.machine import Case
from workflow.newest_first import page

LICENCE = "01"
PAGE = 30


def decided():
    cases = Case.objects.filter(edition__power__power_class=LICENCE).exclude(decision="")
    return cases.select_related("edition", "office", "party").order_by("-decided_at", "-pk")


def latest(*, limit: int) -> list[Case]:
    return list(decided()[:limit])


@login_not_required
@require_safe
def results(request):
    cases, following = page(decided(), by="decided_at", after=request.GET.get("after", ""), size=PAGE)
    return render(request, "hall/results.html", {"cases": cases, "next": following})
