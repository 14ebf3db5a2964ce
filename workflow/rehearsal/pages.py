"""The page of a try: made-up cases of a draft flow, played anew with every choice. Nothing is written, so it answers to GET."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.flow.editor import drafted, may_write
from powers.flow.page import flow_of, marked
from powers.flow.paper_vocabulary import certificate
from powers.items.limit_units import limits_of
from powers.items.undertakings import is_told
from workflow.rehearsal.asked import CASES, AskedForm, choices, count
from workflow.rehearsal.facts import Setting
from workflow.rehearsal.rehearsal import play


@require_safe
def try_out(request, pk):
    revision, flow = draft_and_flow(request, pk)
    form = AskedForm(with_defaults(request.GET))
    cases = []
    if form.is_valid():
        setting = setting_of(revision, flow, form)
        wanted = range(1, count(request.GET) + 1)
        cases = [(n, CASES[n - 1], play(setting, choices(request.GET, n))) for n in wanted]
    context = {
        "revision": revision, "form": form, "cases": cases, "count": count(request.GET), "most": len(CASES),
        "found": marked(flow, revision.content), "may_write": may_write(request.user, revision),
        "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "flow/try.html", context)


def draft_and_flow(request, pk):
    revision = drafted(request.user, pk)
    flow = flow_of(revision.content["flow_data"])
    if flow is None:
        raise Refused("还没有流程可以试办，请先编辑流程")
    return revision, flow


def setting_of(revision, flow, form: AskedForm) -> Setting:
    limits = limits_of(revision.content)
    return Setting(
        flow, form.cleaned_data["start"], form.calendar(), limits["promised_days"], limits["statutory_days"],
        revision.power_class.name, limits["unit"], certificate(revision.content["result_name"]),
        any(map(is_told, revision.content["materials"])),
    )  # fmt: skip


def with_defaults(asked) -> dict:
    """A try begins today, by the official calendar, until something else is asked."""
    usual = {"start": civil_day(clock.now()).isoformat(), "base": "official", "off": "", "on": ""}
    return {name: asked.get(name, usual[name]) for name in usual}
