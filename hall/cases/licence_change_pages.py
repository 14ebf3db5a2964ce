"""Asking for a change of a licence one holds (行政许可法 第四十九条): what is to be written otherwise, then the application."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall.apply import drafts
from hall.apply.agency_licences import edition_for
from hall.apply.apply import load, moved_on
from hall.cases.licences import own
from ledger import clock
from workflow.licences.changes import LONGEST, Particular, Wish

EXAMPLES = {
    Particular.NAME: "变更后的全称，例如南京某某诊所有限公司",
    Particular.ADDRESS: "变更后的地址，写到门牌号",
    Particular.LEGAL_PERSON: "变更后的姓名",
    Particular.CONTENT: "变更后的许可内容，一行一项",
    Particular.OTHER: "写明哪一项变更成什么",
}
SEVERAL_LINES = (Particular.CONTENT, Particular.OTHER)


class ChangeForm(forms.Form):
    """The new words, only of what changes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for each in Particular:
            self.fields[each.value] = forms.CharField(
                label=each.label, required=False, max_length=LONGEST, help_text=EXAMPLES[each],
                widget=forms.Textarea(attrs={"rows": 4}) if each in SEVERAL_LINES else forms.TextInput,
                error_messages={"max_length": f"{each.label}超过 {LONGEST} 个字，请改短"},
            )  # fmt: skip

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said.values()):
            raise forms.ValidationError("请至少写明一项要变更的内容，没有变的空着")
        return said

    @property
    def to(self) -> dict[str, str]:
        return {name: text.replace("\r\n", "\n") for name, text in self.cleaned_data.items() if text}

    @property
    def shown(self) -> list:
        return [self[each.value] for each in Particular]


@never_cache
@require_http_methods(["GET", "POST"])
def change(request, pk):
    licence = get_object_or_404(own(request), pk=pk)
    mine = drafts.Draft.objects.of(request.user).open(at=clock.now()).filter(alters=licence).first()
    form = ChangeForm(request.POST or None, initial=(mine.alterations or {}) if mine else {})
    if request.method == "POST" and form.is_valid():
        wish = Wish(licence, form.to)
        draft = drafts.start(edition_for(licence), by=request.user, at=clock.now(), alters=wish)
        return redirect("apply", draft.pk)
    context = {"licence": licence, "form": form}
    return render(request, "hall/licence_change.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def of_draft(request, pk):
    """What an agent's draft asks to change, written anew; a holder writes it at his licence (`change`)."""
    draft = load(request, pk)
    if draft.case_id or draft.is_stale:
        return moved_on(draft)
    if draft.alters is None or draft.for_another is None:
        raise Http404
    form = ChangeForm(request.POST or None, initial=draft.alterations or {})
    if request.method == "POST" and form.is_valid():
        draft.touch(at=clock.now())
        draft.alterations = form.to
        draft.save(update_fields=["alterations", "updated_at", "expires_at"])
        return redirect("apply", draft.pk)
    context = {"licence": draft.alters, "form": form, "draft": draft}
    return render(request, "hall/licence_change.html", context, status=422 if form.is_bound else 200)
