"""The desk's pages of promises to check: what is owed and until when, one promise with what was told, and its result."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from ledger import clock
from ledger.clock import civil_day
from powers.people.people import HANDLING_ROLES
from workflow.clock.lamps import answer_lamp
from workflow.materials import undertaking_checks
from workflow.materials.undertakings import Undertaking
from workflow.turns.forms import pick, words

CHECKED = "checked"
HEARD = "已经电话听取申请人说明，他说……"


class FindingForm(forms.Form):
    """What the check found; what is untrue needs that its maker was heard (听取陈述和申辩)."""

    result = pick("核查结果")
    facts = words("查明的情况", "11 月 20 日在全国信用信息共享平台查询，没有相关记录", hint="申请人会看到")
    heard = forms.CharField(
        label="怎么听取申请人说明的", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="核查不实的必填：什么时候、怎么听的、他怎么说；只在内网留存",
        error_messages={"max_length": "写到 2000 字以内"},
    )  # fmt: skip

    def __init__(self, *args, verbs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [("", "请选"), *((verb.name, verb.label) for verb in verbs)]
        if not any(verb.name == "find_false" for verb in verbs):
            del self.fields["heard"]

    def clean(self):
        said = super().clean()
        if said.get("result") == "find_false" and not said.get("heard", "").strip():
            self.add_error("heard", f"核查不实以前要听取申请人的说明，请写明，例如“{HEARD}”")
        return said


@require_GET
def checks(request):
    return render(request, "desk/undertakings.html", listed(_offices(request), request.GET))


def listed(offices, asked) -> dict:
    """A page of what is owed, each with its lamp, and what was found last; or a page of all that was checked."""
    after = asked.get("after", "")
    if asked.get("list") == CHECKED:
        found, following = undertaking_checks.found(offices, after=after)
        return {"checked": True, "found": found, "following": following}
    rows, following = undertaking_checks.waiting(offices, after=after)
    found, more = undertaking_checks.found(offices, size=undertaking_checks.LATEST)
    today = civil_day(clock.now())
    lamps = [(row, answer_lamp(row.clock.due_on, today=today, act="核查")) for row in rows]
    return {"rows": lamps, "following": following, "found": found, "more": bool(more)}


@require_http_methods(["GET", "POST"])
def check(request, pk):
    mine = Undertaking.objects.whole().filter(case__office__in=_offices(request))
    undertaking = get_object_or_404(mine, pk=pk)
    verbs = undertaking.verbs_for(request.user)
    form = FindingForm(request.POST if request.method == "POST" else None, verbs=verbs) if verbs else None
    if form and form.is_bound and form.is_valid():
        said = form.cleaned_data
        getattr(undertaking, said.pop("result"))(by=request.user, at=clock.now(), **said)
        messages.success(request, f"{undertaking.case.number} 的承诺已经记录：{undertaking.office_words}")
        return redirect("desk_undertaking", pk)
    if request.method == "POST" and form is None:
        messages.warning(request, "这个承诺现在不能记录核查结果，请看最新情况")
        return redirect("desk_undertaking", pk)
    licence = getattr(undertaking.case, "licence", None)
    context = {"each": undertaking, "case": undertaking.case, "form": form, "licence": licence}
    return render(request, "desk/undertaking.html", context, status=422 if form and form.is_bound else 200)


def _offices(request) -> set[str]:
    if not request.user.holds(*HANDLING_ROLES):
        raise PermissionDenied
    return request.user.offices_as(*HANDLING_ROLES)
