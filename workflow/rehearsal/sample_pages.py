"""The page of a sample paper: what a try of a draft flow would issue at one of its steps."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflow.papers.fields import MissingField
from workflow.rehearsal.asked import CASES, AskedForm, choices
from workflow.rehearsal.pages import draft_and_flow, setting_of, with_defaults
from workflow.rehearsal.paper_samples import sample
from workflow.rehearsal.rehearsal import play


@require_safe
def sample_paper(request, pk, number, passage, paper):
    """A paper of the try as it would be issued, or in words what the draft lacks for it."""
    revision, flow = draft_and_flow(request, pk)
    form = AskedForm(with_defaults(request.GET))
    if not form.is_valid() or not 1 <= number <= len(CASES):
        raise Http404
    setting = setting_of(revision, flow, form)
    told = play(setting, choices(request.GET, number))
    step = next((each for each in told.passages if each.key == passage), None)
    called = next((each for each in (step.papers if step else ()) if each.kind == paper), None)
    if called is None:
        raise Http404
    context = {
        "revision": revision,
        "step": step,
        "called": called,
        "case": CASES[number - 1],
        "asked": request.GET.urlencode(),
    }
    try:
        context["sheet"] = sample(called, step, told, setting=setting, revision=revision)
    except MissingField as lacking:
        context["lacking"] = str(lacking)
    return render(request, "flow/sample.html", context)
