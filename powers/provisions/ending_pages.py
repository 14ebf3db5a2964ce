"""The end of a provision or of a whole law on the inner net: what it reaches is shown before it is confirmed; and the
duties to adjust that follow."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.provisions import cascade
from powers.provisions.adjustment_duties import SEES_ALL, SEES_OWN, AdjustmentDuty
from powers.provisions.citations import Citation
from powers.provisions.forms import EndForm
from powers.provisions.laws import Law
from powers.provisions.pages import keeps
from powers.provisions.provisions import Provision
from powers.revisions import review_clock
from powers.revisions.revisions import Revision
from powers.revisions.staff_todo import enter

PAGE = 30


@require_http_methods(["GET", "POST"])
def end(request, pk):
    """Repeal or amend one provision."""
    keeps(request.user)
    found = get_object_or_404(Provision.objects.select_related("law"), pk=pk)
    return _ending(request, [found], title=str(found), back=("provision", found.pk))


@require_http_methods(["GET", "POST"])
def end_law(request, pk):
    """Repeal all provisions of a law that still stand."""
    keeps(request.user)
    law = get_object_or_404(Law, pk=pk)
    found = list(law.provisions.filter(state="standing").select_related("law"))
    return _ending(request, found, title=f"{law}（{len(found)} 条）", back=("law", law.pk), whole=True)


def _ending(request, provisions: list[Provision], *, title: str, back: tuple, whole: bool = False):
    if not provisions or any(each.state != "standing" for each in provisions):
        raise Refused("没有现行的条款可以废止或者修改，请看最新的登记")
    form = EndForm(request.POST or None, whole=whole)
    valid = form.is_valid()
    if valid and request.POST.get("seen") == form.seen:
        _act(request, provisions, form.cleaned_data, title)
        return redirect(back[0], pk=back[1])
    day = form.cleaned_data["day"] if valid and form.cleaned_data["kind"] == "repeal" else None
    context = {
        "form": form, "title": title, "back": back, "whole": whole, "asks": valid,
        "reach": cascade.reach(provisions, day=day), "repeals": bool(day),
    }  # fmt: skip
    return render(request, "provisions/end.html", context, status=422 if form.is_bound and not valid else 200)


def _act(request, provisions: list[Provision], said: dict, title: str) -> None:
    facts = {"by": request.user, "at": clock.now(), "day": said["day"], "ground": said["ground"]}
    if said["kind"] == "amend":
        cascade.amend(provisions[0], **facts, text=said["text"])
        messages.success(request, f"{title}的修改已经登记，新条文从 {said['day']} 起施行")
    else:
        laid = cascade.repeal(provisions, **facts)
        messages.success(request, f"{title}的废止已经登记，给部门下达了 {laid} 项调整任务")


@require_GET
def duties(request):
    """The duties to adjust, the nearest due day first."""
    if not request.user.holds(*SEES_ALL, *SEES_OWN):
        enter(request.user)
    today, first = civil_day(clock.now()), request.GET.get("after", "")
    first = int(first) if first.isdecimal() else 0
    mine = AdjustmentDuty.objects.visible_to(request.user)
    found = mine.open().select_related("provision__law", "power", "office").order_by("due_on", "pk")
    rows = list(found[first : first + PAGE + 1])
    revisions = Revision.objects.open().filter(power__in=[duty.power_id for duty in rows])
    by_power = {revision.power_id: revision for revision in revisions}
    context = {
        "rows": _rows(rows[:PAGE], by_power, today),
        "done": mine.exclude(state="open").select_related("provision__law", "power", "office").order_by("-closed_at")[:PAGE],
        "count": found.count(),
        "next": str(first + PAGE) if len(rows) > PAGE else "",
    }  # fmt: skip
    return render(request, "provisions/duties.html", context)


def _rows(duties: list[AdjustmentDuty], revisions: dict, today) -> list[dict]:
    editions = [duty.power.current_id for duty in duties]
    places: dict[tuple, list[str]] = {}
    for citation in Citation.objects.filter(edition__in=editions):
        places.setdefault((citation.edition_id, citation.provision_id), []).append(citation.place)
    return [
        {
            "duty": duty,
            "lamp": review_clock.lamp(duty.due_on, today=today),
            "revision": revisions.get(duty.power_id),
            "places": places.get((duty.power.current_id, duty.provision_id), []),
        }
        for duty in duties
    ]
