"""The pages of a draft flow: edit it step by step, look at both of its views, take it out and bring it in as BPMN.

Anyone who sees the revision may look; only its drafter may write, and only while it is a draft. What was typed is saved as
it is, sound or not, and shown again when it cannot be saved; whether it may be signed is for the review.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.verbs import Refused
from powers.bpmn import bpmn
from powers.bpmn.safe_xml import MOST_BYTES
from powers.flow.acts import perform
from powers.flow.default_flows import default_flow
from powers.flow.documents import BadFlow
from powers.flow.internal import internal_rows
from powers.flow.page import charts, editor, flow_of, marked
from powers.flow.risk_places import gathered
from powers.flow.rows import Misfit, data_of, is_whole, misfits, rows_of, typed_rows
from powers.people.offices import Office
from powers.revisions import reviewers
from powers.revisions.revisions import Revision, Stage

CUT = "填写的内容没有传完整，草稿没有动，请再保存一次"
STALE = "别人刚保存过这份草稿。下面是您填写的内容，核对以后再保存，会替换别人保存的流程"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    revision = drafted(request.user, pk)
    if not may_write(request.user, revision):
        return redirect("revision_flow_chart", pk=pk)
    if request.method != "POST":
        return _page(request, revision)
    if not is_whole(request.POST):
        return _page(request, revision, misfits=[Misfit("steps-h", CUT)], status=422)
    return _act(request, revision, request.POST.get("do", "save"))


def _act(request, revision: Revision, act: str):
    """Do what the button says to the rows as typed, and save them if they can be saved."""
    rows = typed_rows(request.POST)
    place = perform(rows, act)
    if act == "start" and not rows:
        rows = rows_of(_usual(revision))
    bad = misfits(rows)
    if bad:
        return _page(request, revision, rows=rows, misfits=bad, status=422)
    if request.POST.get("seq") != str(revision.seq):
        return _page(request, revision, rows=rows, misfits=[Misfit("steps-h", STALE)], status=409)
    save(revision, data_of(rows), by=request.user)
    messages.success(request, "草稿已保存")
    if act == "try":
        return redirect("revision_flow_try", pk=revision.pk)
    return redirect(reverse("revision_flow", args=[revision.pk]) + (f"#s{place}" if place else ""))


@require_GET
def chart(request, pk):
    """Both views of the definition, with the findings, for whoever reviews it."""
    revision = drafted(request.user, pk)
    view = "internal" if request.GET.get("view") == "internal" else "external"
    flow = flow_of(revision.content["flow_data"])
    found = marked(flow, revision.content)
    context = {
        "revision": revision,
        "view": view,
        "found": found,
        "charts": charts(flow, revision.name, found),
        "rows": internal_rows(flow, revision.content["details"], revision.power_class.name) if flow else [],
        "may_write": may_write(request.user, revision),
    }
    return render(request, "flow/chart.html", context)


@require_GET
def download(request, pk):
    revision = drafted(request.user, pk)
    flow = flow_of(revision.content["flow_data"])
    if flow is None:
        raise Refused("还没有流程可以导出，请先编辑流程")
    try:
        data = bpmn.write(flow, name=revision.name)
    except BadFlow as error:
        raise Refused(str(error)) from error
    name = content_disposition_header(as_attachment=True, filename=f"{revision.name}流程.bpmn")
    return HttpResponse(data, content_type="application/xml", headers={"Content-Disposition": name})


@require_POST
def upload(request, pk):
    """A diagram drawn in another tool takes the place of the draft; one that cannot be read changes nothing."""
    revision = drafted(request.user, pk)
    if not may_write(request.user, revision):
        raise Refused("这份修订现在不能改，只有起草人可以在起草时改流程")
    file = request.FILES.get("file")
    try:
        reading = bpmn.read(file.read(MOST_BYTES + 1) if file else b"")
    except bpmn.BadBpmn as error:
        faults = error.faults if file else ["请选一个 BPMN 文件再上传"]
        return _page(request, revision, misfits=[Misfit("bpmn-file", text) for text in faults], status=422)
    data = with_risks(reading.flow.to_data(), revision.content["flow_data"], silent=reading.silent)
    save(revision, data, by=request.user)
    guessed = f"，其中 {len(reading.guessed)} 步的种类是按名称认的，请逐步核对" if reading.guessed else ""
    messages.success(request, f"已读入 {len(reading.flow.steps)} 步{guessed}")
    return redirect("revision_flow", pk=pk)


def drafted(user, pk) -> Revision:
    """A revision this person may see, of a power that has a flow at all."""
    revision = get_object_or_404(
        Revision.objects.visible_to(user).select_related("office", "power_class", "power", "base"), pk=pk
    )
    if not revision.power_class.on_application:
        raise Refused(f"{revision.power_class.name}依职权行使，没有人申请，不编办理流程")
    return revision


def may_write(user, revision: Revision) -> bool:
    return revision.state == Stage.DRAFT and reviewers.is_drafter(user, revision)


def save(revision: Revision, data: dict, *, by) -> None:
    """Write the flow into the draft; what changes nothing leaves no trace."""
    if data != revision.content["flow_data"]:
        content = gathered({**revision.content, "flow_data": data})
        revision.amend(by=by, at=clock.now(), proposed={"content": content})


def with_risks(data: dict, before: dict, *, silent: frozenset[str]) -> dict:
    """A flow read from a diagram: a step of which it says nothing about risk points keeps those that it had."""
    known = {
        step["code"]: step["risks"]
        for step in before.get("steps", ())
        if "risks" in step and step["code"] in silent
    }
    kept = [
        {**step, "risks": known[step["code"]]} if step["code"] in known else step for step in data["steps"]
    ]
    return {**data, "steps": kept}


def _usual(revision: Revision) -> dict:
    content = revision.content
    days = content["promised_days"] or content["statutory_days"] or 20
    flow = default_flow(revision.power_class_id, case_type=content["case_type"], promised_days=days)
    return flow.to_data() if flow else {}


def _editor(revision, rows, misfits) -> dict:
    return editor(revision.content, rows=rows, misfits=misfits, power_class=revision.power_class.name)


def _page(request, revision, *, rows=None, misfits=(), status=200):
    context = {"revision": revision, **_editor(revision, rows, misfits)}
    context["offices"] = Office.objects.filter(area__code__startswith=revision.office.area_id[:4]).exclude(
        pk=revision.office_id
    )
    return render(request, "flow/editor.html", context, status=status)
