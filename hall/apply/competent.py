"""Where one has to apply: the address that matters is asked for, and the competent office named, before one fills in a form."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hall.apply.drafts import Draft
from hall.catalogue.in_force import edition_in_force
from ledger.verbs import Refused
from powers.catalogue import Edition
from powers.items import competence
from powers.items.divisions import ANYWHERE, choices
from workflow.forms.questions import choosing


class PlaceForm(forms.Form):
    """The division in which the matter lies."""

    place = forms.ChoiceField(choices=[])

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        label = f"{competence.asked_as(edition)}在哪个地区"
        field = self.fields["place"]
        field.label, field.choices = label, [("", "请选"), *choices(ANYWHERE)]
        field.error_messages |= choosing(f"请选{label}")


@login_not_required
@require_safe
def where(request, pk):
    """Anybody may ask which office is competent for a place."""
    edition = edition_in_force(pk)
    power = edition.power
    form = PlaceForm(request.GET if "place" in request.GET else None, edition=edition)
    verdict = None
    if form.is_bound and form.is_valid():
        verdict = competence.decide(power, competence.holders_of(power), form.cleaned_data["place"])
    context = {
        "power": power, "edition": edition, "form": form, "verdict": verdict, "place": request.GET.get("place", ""),
        "territory": competence.territory_name(power),
    }  # fmt: skip
    return render(request, "hall/where.html", context, status=422 if form.errors else 200)


def refuse_elsewhere(draft: Draft) -> None:
    """An application whose own address lies elsewhere is not filed here (行政许可法 第三十二条第一款第二项).

    To change or to renew a licence one asks whoever gave it, wherever one is now (第四十九条、第五十条).
    """
    place = competence.told_place(draft.edition, draft.filled())
    if not place or draft.renews_id or draft.alters_id:
        return
    power = draft.edition.power
    verdict = competence.decide(power, competence.holders_of(power), place)
    if not verdict.here:
        raise Refused(f"{verdict.sentence}；地址填错了的，请改好再提交")
