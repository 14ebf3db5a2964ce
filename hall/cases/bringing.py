"""Bringing files to a case that was filed before: what a notice of correction asks for, or what the case was accepted without.

One page each with an upload for every point, kept as it comes in the case's one draft and handed in at once; by the applicant
online, and by the window for what is brought to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from hall import kept_posts
from hall.apply.drafts import Draft
from hall.apply.materials import receive
from hall.apply.requirements import Requirement
from hall.cases import corrections
from ledger import clock
from ledger.verbs import NotAllowed, Refused, StaleSubject
from workflow.machine import Case


class NoteForm(forms.Form):
    note = forms.CharField(
        label="要说明的情况",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"max_length": "说明写到 2000 字以内，更多的请写成文件上传"},
    )


@dataclass(frozen=True)
class Bringing:
    """What differs from one such page to the other; words are said to whoever brings, pages are names of addresses, `on_paper`
    reads the originals that a clerk has taken in."""

    is_due: Callable[[Case], bool]
    asked: Callable[..., list[Requirement]]
    lacking: Callable[[Case, Draft, dict[str, str]], dict[str, str]]
    hand_in: Callable[..., None]
    draw: Callable[..., HttpResponse]
    places: Callable[..., dict[str, str]]
    not_due: str
    overtaken: str
    done: str
    on_paper: Callable[..., tuple[dict[str, int], dict[str, str]]] = lambda request, listed: ({}, {})

    def answer(self, request, case: Case) -> HttpResponse:
        if not self.is_due(case):
            messages.info(request, self.not_due)
            return redirect(self.places(request)["case"], case.number)
        if request.method == "POST":
            try:
                return self._received(request, case, at=clock.now())
            except StaleSubject:
                messages.info(request, self.overtaken)
                return redirect(self.places(request)["case"], case.number)
        draft = Draft.objects.of(request.user).filter(case=case, is_correction=True).first()
        form = NoteForm(kept_posts.kept(request), initial=draft.answers if draft else None)
        return self.draw(request, case, draft, form)

    def _received(self, request, case: Case, *, at: datetime) -> HttpResponse:
        draft = corrections.correction(case, by=request.user, at=at)
        kept_posts.forget(request)
        form, saves = NoteForm(request.POST), "more" in request.POST
        listed = self.asked(case)
        errors = receive(request, draft, listed)
        paper, wrong = self.on_paper(request, listed)
        errors |= wrong
        if form.is_valid():
            corrections.keep_note(draft, form.cleaned_data["note"], paper)
        if not saves:
            errors |= self.lacking(case, draft, errors)
        if form.is_valid() and not errors and not saves:
            errors = self._handed_in(case, draft, at=at)
        if errors or not form.is_valid():
            return self.draw(request, case, draft, form, errors=errors, status=422)
        if saves:
            return redirect(self.places(request)["page"], case.number)
        messages.success(request, self.done)
        return redirect(self.places(request)["case"], case.number)

    def _handed_in(self, case: Case, draft: Draft, *, at: datetime) -> dict[str, str]:
        """What stands in the way, at the first point; nothing when it is handed in."""
        try:
            self.hand_in(draft, at=at)
        except (StaleSubject, NotAllowed):
            raise
        except Refused as refused:
            return {self.asked(case)[0].code: str(refused)}
        return {}
