"""The desk page on which the head corrects the words of an issued paper, or takes the paper back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ledger import clock
from powers.people.people import Role
from workflow.machine import Case
from workflow.papers.amendments import Amendment, correctable
from workflow.papers.papers import Paper

REASONS = {"required": "请写明理由，例如“地址里的门牌号写错了”"}


class ReasonsForm(forms.Form):
    reasons = forms.CharField(
        label="理由",
        help_text="留在内网的全程记录里",
        max_length=500,
        widget=forms.Textarea,
        error_messages=REASONS,
    )


class CorrectionForm(ReasonsForm):
    """The paper's own words, one item a line; what is mandatory may not be emptied."""

    def __init__(self, paper: Paper, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = {}
        for name, label, old in correctable(paper):
            self.words[name] = f"w_{name}"
            several = "\n" in old or len(old) > 40 or not isinstance(paper.fields[name], str)
            self.fields[f"w_{name}"] = forms.CharField(
                label=label, initial=old, max_length=4000, widget=forms.Textarea if several else forms.TextInput,
                error_messages={"required": f"“{label}”不能空着，请写对；不用改的照原样留着"},
            )  # fmt: skip

    def bound_words(self):
        return [self[field] for field in self.words.values()]

    def said(self) -> dict:
        return {name: self.cleaned_data[field] for name, field in self.words.items()}


@require_http_methods(["GET", "POST"])
def correct(request, number, pk):
    paper = _paper(request, number, pk)
    if request.method == "GET":
        return _page(request, paper)
    form = CorrectionForm(paper, request.POST)
    if not form.is_valid():
        return _page(request, paper, form=form, status=422)
    act = {"by": request.user, "at": clock.now(), "reasons": form.cleaned_data["reasons"]}
    Amendment(paper=paper, demo=paper.case.demo).correct(**act, words=form.said())
    messages.success(request, f"{paper.number} 已更正，新的文书正在送达申请人")
    return redirect("desk_case", number=number)


@require_POST
def revoke(request, number, pk):
    paper = _paper(request, number, pk)
    form = ReasonsForm(request.POST, prefix="revoke")
    if not form.is_valid():
        return _page(request, paper, revoke_form=form, status=422)
    act = {"by": request.user, "at": clock.now(), "reasons": form.cleaned_data["reasons"]}
    Amendment(paper=paper, demo=paper.case.demo).revoke(**act)
    messages.success(request, f"{paper.number} 已撤销，验证真伪时会说明")
    return redirect("desk_case", number=number)


def _paper(request, number: str, pk: int) -> Paper:
    """A paper of an office whose head this person is; anything else is absent."""
    heads = request.user.offices_as(Role.HEAD)
    if not heads:
        raise PermissionDenied
    papers = Paper.objects.filter(office__in=heads, case__in=Case.objects.visible_to(request.user))
    return get_object_or_404(papers.select_related("office", "case"), case__number=number, pk=pk)


def _page(request, paper: Paper, *, form=None, revoke_form=None, status=200) -> HttpResponse:
    context = {
        "case": paper.case, "paper": paper, "form": form or CorrectionForm(paper), "errors": form or revoke_form,
        "revoke_form": revoke_form or ReasonsForm(prefix="revoke"), "sheet": paper.sheet(),
    }  # fmt: skip
    return render(request, "desk/correct.html", context, status=status)
