"""The page on which an official keeps his phrases, and the head those of the office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from powers.people.offices import Office
from powers.people.people import Role
from workflow.desk import phrases
from workflow.desk.phrases import Phrase
from workflow.rooms import enter


@require_http_methods(["GET", "POST"])
def kept(request):
    """See them, add one, or drop one."""
    enter(request.user, "desk")
    if request.method == "POST":
        return _change(request)
    leads = request.user.offices_as(Role.HEAD)
    rows = list(Phrase.objects.for_use(request.user))
    context = {
        "own": [row for row in rows if row.owner_id],
        "shared": [(row, row.office_id in leads) for row in rows if row.office_id],
        "leads": Office.objects.filter(pk__in=leads).order_by("pk"), "most": phrases.MOST, "longest": phrases.LONGEST,
    }  # fmt: skip
    return render(request, "desk/phrases.html", context)


def _change(request):
    key = request.POST.get("drop", "")
    if key:
        row = get_object_or_404(Phrase.objects.kept_by(request.user), pk=int(key) if key.isdecimal() else 0)
        row.delete()
        messages.success(request, "已删去一条常用语")
    else:
        phrases.add(request.user, text=request.POST.get("text", ""), office=request.POST.get("office", ""))
        messages.success(request, "已存下一条常用语")
    return redirect("desk_phrases")
