"""Cases that agents filed in one's name: what an account with the applicant's number sees of them, and what it may say.

Decided: no more than number, item, state and by whom, and the means to say 不是我委托的 or 撤回委托. An account is not proven
to be its holder's: whoever knows somebody's number can register with it, before him or after, and nothing here excludes that.
So it opens no file, paper, answer, date of a limit or message, gets no query code and no notice, acts on nothing in the case,
and an agent who is a person is masked. What it says is told to the window, which looks at the card (`turns/mandates.py`).
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall.accounts.applicants import fingerprints, identity
from hall.apply.agency import Agency
from hall.cases.standing import LOOKS
from ledger import clock
from workflow.parties import mask_name
from workflow.turns import mandates
from workflow.turns.mandates import Mandate

MOST = 50


@dataclass(frozen=True)
class Seen:
    """All that is shown of a case that an agent filed for somebody."""

    number: str
    item: str
    agent: str
    kind: str
    words: str
    symbol: str
    mandate: Mandate | None
    is_mine: bool

    @classmethod
    def of(cls, agency: Agency, user) -> "Seen":
        case = agency.case
        told = case.party.details
        name = told["agent"] if told.get("handler") else mask_name(told["agent"])
        kind, symbol = LOOKS[case.stage]
        mandate = getattr(case, "mandate", None)
        mine = agency.agent_id != user.pk
        return cls(case.number, case.edition.name, name, kind, case.stage.public_label, symbol, mandate, mine)


def filed_for(user):
    """The cases that agents filed for whoever this account says it belongs to."""
    return _whole().filter(principal__in=fingerprints(user)).exclude(case__applicant=user)


def listed(user) -> list[Seen]:
    """For the list of one's cases: those filed in one's name, and those one was agent of until the authority ended."""
    if not user.is_applicant:
        return []
    either = Q(principal__in=fingerprints(user)) | Q(agent=user)
    found = _whole().filter(either).exclude(case__applicant=user).order_by("-pk")[:MOST]
    return [Seen.of(agency, user) for agency in found]


def _whole():
    return Agency.objects.filter(case__isnull=False).select_related(
        "case__edition", "case__party", "case__mandate", "case__office"
    )


class WordForm(forms.Form):
    word = forms.ChoiceField(
        label="您要说的是", widget=forms.RadioSelect,
        choices=[("never", "不是我委托的"), ("withdrawn", "是我委托的，现在撤回委托")],
        error_messages={"required": "请选一项", "invalid_choice": "请从两项里选一项"},
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def filed_for_me(request, number):
    """One of them, and the two things that may be said of it."""
    agency = get_object_or_404(filed_for(request.user), case__number=number)
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {"claim": identity(request.user), "word": form.cleaned_data["word"]}
        mandates.doubt(agency.case, by=request.user, at=clock.now(), **said)
        messages.success(request, "已经告诉窗口。请带证件到窗口，或者打窗口的电话，核对以后才生效")
        return redirect("filed_for_me", number)
    context = {"seen": Seen.of(agency, request.user), "office": agency.case.office, "form": form}
    return render(request, "hall/filed_for_me.html", context, status=422 if form.is_bound else 200)
