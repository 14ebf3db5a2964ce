"""Promising instead of handing a material in: the office's text in full, each point to be ticked, none ticked beforehand."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall.apply import draft_undertakings
from hall.apply.apply import load, moved_on
from hall.apply.draft_tasks import progress_of
from ledger import clock
from powers.items import undertakings as told_of

# 国办发〔2020〕42号：承诺的内容包括已知晓告知事项、已符合相关条件、愿意承担不实承诺的法律责任、承诺的意思表示真实。
POINTS = {
    "known": ("我已经看完并且知晓上面告知的全部内容", "请先看完告知的内容，再勾选这一项"),
    "meets": ("我已经符合法律要求的条件，承诺的内容属实", "不符合条件、不能确定的，请不要承诺，改交材料"),
    "bears": ("承诺不实的，我愿意承担上面写明的后果和法律责任", "不愿意承担的，请不要承诺，改交材料"),
    "means": ("这是我自己的真实意思，我配合行政机关核查", "请确认这是您自己的意思，再勾选这一项"),
}


class PointsForm(forms.Form):
    """Every point by itself; a promise that leaves one out is none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, (words, missing) in POINTS.items():
            self.fields[code] = forms.BooleanField(label=words, error_messages={"required": missing})


@never_cache
@require_http_methods(["GET", "POST"])
def undertake(request, pk, code):
    draft = load(request, pk)
    if draft.case_id or draft.is_stale:
        return moved_on(draft)
    material = draft_undertakings.offered(draft, code)
    if material is None:
        raise Http404
    if request.method == "POST" and "take_back" in request.POST:
        draft_undertakings.take_back(draft, code, at=clock.now())
        messages.success(request, f"“{material['name']}”改为交材料，请上传")
        return redirect("apply_materials", draft.pk)
    form = PointsForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        draft_undertakings.promise(draft, code, at=clock.now())
        messages.success(request, f"已经承诺，“{material['name']}”不用交")
        return redirect("apply_materials", draft.pk)
    context = {
        "draft": draft, "edition": draft.edition, "office": draft.edition.power.office, "material": material,
        "told": material["undertaking"], "check_words": told_of.check_words(material["undertaking"]), "form": form,
        "promised": code in draft_undertakings.standing(draft), "barred": draft_undertakings.is_barred(draft),
        "progress": progress_of(draft, "materials"),
    }  # fmt: skip
    return render(request, "hall/undertake.html", context, status=422 if form.is_bound else 200)
