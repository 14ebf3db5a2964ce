"""The window and an agent's authority: what was said of it, and what is found once it is known who speaks.

An account proves nobody. The clerk looks at the card, or asks the applicant by the telephone of the application, and says how.
After the end the code that the agent had no longer opens the progress; the applicant is given the new one.
"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hall.cases.query_codes import grouped, query_code, root_of
from ledger import clock
from powers.people.people import Role
from workflow.materials import readings
from workflow.rooms import case_in, enter
from workflow.turns import mandates
from workflow.turns.mandates import Mandate, Standing, Word

MOST = 50
VALID = "valid"


class FindingForm(forms.Form):
    finding = forms.ChoiceField(
        label="核对的结果", widget=forms.RadioSelect,
        error_messages={"required": "请选核对的结果", "invalid_choice": "请从列出的结果里选一项"},
    )  # fmt: skip
    note = forms.CharField(
        label="怎么核对的", max_length=500, widget=forms.Textarea, help_text="写明谁来说的、看了什么证件，不发给代理人",
        error_messages={"required": "请写明怎么核对的，例如“申请人本人到窗口，核对身份证原件”"},
    )  # fmt: skip

    def __init__(self, *args, mandate: Mandate, **kwargs):
        super().__init__(*args, **kwargs)
        ends = [(word.value, f"{word.label}，终止委托") for word in Word]
        stands = [(VALID, "委托有效，异议不成立")] if mandate.is_doubted else []
        self.fields["finding"].choices = ends + stands


@never_cache
@require_GET
def doubted(request):
    """The authorities that somebody has called into question, the oldest first."""
    enter(request.user, "window")
    found = Mandate.objects.filter(
        state=Standing.DOUBTED, case__office__in=request.user.offices_as(Role.WINDOW)
    )
    rows = found.select_related("case__edition", "case__party").order_by("said_at")[:MOST]
    return render(request, "hall/counter_mandates.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def mandate(request, number):
    """One of them, to be settled; also where nobody has said anything online."""
    case = case_in(request, number, "window")
    if not case.applied.by_agent:
        raise Http404
    readings.note(case, by=request.user, what=readings.What.CASE, at=clock.now())
    found = mandates.of_case(case)
    form = FindingForm(request.POST if request.method == "POST" else None, mandate=found)
    if request.method == "POST" and form.is_valid():
        _settle(found, request, **form.cleaned_data)
        return redirect("counter_mandate", number)
    context = {
        "case": case,
        "mandate": found if found.seq else None,
        "form": None if found.is_ended else form,
    }
    context["code"] = grouped(query_code(root_of(case))) if found.is_ended else ""
    return render(request, "hall/counter_mandate.html", context, status=422 if form.is_bound else 200)


def _settle(found: Mandate, request, *, finding: str, note: str) -> None:
    act = {"by": request.user, "at": clock.now(), "note": note}
    if finding == VALID:
        found.confirm_mandate(**act)
        messages.success(request, "已经记下：委托有效")
        return
    found.end_mandate(**act, word=finding)
    messages.success(request, "委托已经终止，代理人看不到这一件了")
