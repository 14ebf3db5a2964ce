"""Rating the service once, in five steps, none chosen beforehand (GB/T 39735-2020)."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import kept_posts
from hall.cases.my_cases import load
from hall.cases.track import offers
from ledger import clock
from workflow.materials import filings
from workflow.ratings import tags as rating_tags
from workflow.ratings.call_backs import DAYS

SCORES = (("5", "非常满意"), ("4", "满意"), ("3", "基本满意"), ("2", "不满意"), ("1", "非常不满意"))


class RatingForm(forms.Form):
    score = forms.ChoiceField(
        label="满意程度", choices=SCORES, widget=forms.RadioSelect,
        error_messages={"required": "请从五个评价里选一个", "invalid_choice": "请从五个评价里选一个"},
    )  # fmt: skip
    tags = forms.MultipleChoiceField(
        required=False, choices=list(rating_tags.LABELS.items()), error_messages={"invalid_choice": "请从列出的原因里选"},
    )  # fmt: skip
    comment = forms.CharField(
        label="想说的话", help_text="请不要写身份证号、电话等个人信息", required=False, max_length=500,
        widget=forms.Textarea, error_messages={"max_length": "请写到 500 字以内"},
    )  # fmt: skip


@kept_posts.keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "POST"])
def rate(request, number):
    case = load(request, number)
    if not offers(case)["rate"]:
        messages.info(request, "这一件已经评价过，一件事评价一次" if case.rating else "办完以后才能评价")
        return redirect("track", number)
    form = RatingForm(request.POST if request.method == "POST" else kept_posts.kept(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        filings.rate(
            case,
            by=request.user,
            at=clock.now(),
            score=int(said["score"]),
            comment=said["comment"],
            tags=said["tags"],
        )
        kept_posts.forget(request)
        messages.success(request, "谢谢，评价已经收到")
        return redirect("track", number)
    failed = request.method == "POST"
    chosen = form["tags"].value() or ()
    levels = [
        (score, words, [(code, tag, code in chosen) for code, tag in rating_tags.of_level(int(score))])
        for score, words in SCORES
    ]
    context = {"case": case, "form": form, "levels": levels, "days": DAYS}
    return render(request, "hall/rate.html", context, status=422 if failed else 200)
