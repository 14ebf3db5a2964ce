"""The guide of an item: everything one must know before applying, from the edition in force and nothing else.

The page of a stranger depends on the edition, the day and the calendar only, so it is kept once drawn.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from hall.apply.requirements import requirements
from hall.cases.clock_pictures import picture
from hall.catalogue.in_force import edition_in_force
from hall.kept_pages import for_strangers
from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Edition
from powers.flow.flowchart import svg, words
from powers.flow.steps import Lane, StepKind
from powers.items import competence
from powers.items.limit_units import Unit
from powers.items.limit_units import statutory as statutory_limit
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import Limit, due


@login_not_required
@require_safe
@for_strangers
def guide(request, pk):
    edition = edition_in_force(pk)
    power = edition.power
    context = {
        "power": power,
        "edition": edition,
        "office": power.office,
        "territory": competence.territory_name(power),
        "limits": limits_of(edition, today=civil_day(clock.now())),
        "materials": requirements(edition),
        "steps": steps_of(edition),
        **chart_of(edition),
    }
    return render(request, "hall/guide.html", context)


def chart_of(edition: Edition) -> dict:
    """The flow as a drawing and as a list; nothing for a power without a flow."""
    if not edition.flow:
        return {"chart": "", "told": []}
    drawn = svg(edition.flow, title=f"{edition.name}办理流程图")
    # The drawing escapes every text itself.
    return {"chart": mark_safe(drawn), "told": words(edition.flow)}


def steps_of(edition: Edition) -> list[tuple[str, str]]:
    """The way in words for the applicant: what happens, who does it, within how many days."""
    if not edition.flow:
        return []
    told = [("网上申请", "填表、上传材料，当场拿到办件编号。")]
    for step in edition.flow.steps:
        who = "受理窗口" if step.lane == Lane.WINDOW else "工作人员"
        limit = f"{step.limit_days} 个工作日" if step.limit_days else ""
        if step.stops_clock:
            text = f"大约 {limit}，不计入办理时间。" if limit else "需要的时间不计入办理时间。"
        else:
            text = f"{who}{limit}内办完。" if limit else f"{who}办。"
        told.append((step.name, text + AFTERWARDS.get(step.kind, "")))
    return told


AFTERWARDS = {
    StepKind.ACCEPTANCE: "材料不全的，一次说清要补什么。",
    StepKind.INSPECTION: "工作人员提前和您约时间。",
    StepKind.DECISION: "不同意的，书面说明理由。",
    StepKind.DELIVERY: "您在网上签收和下载。",
}


def latest(days: int | None, today, *, unit: Unit = Unit.WORKING, calendar: Calendar | None = None):
    """The day by which it is done if it is handed in and accepted today."""
    return due(today, Limit(days, unit), calendar=calendar or Calendar.load()) if days else None


def limits_of(edition: Edition, *, today) -> dict:
    calendar = Calendar.of(edition.power.office)
    days, unit = statutory_limit(edition.statutory_days, edition.details)
    promised = latest(edition.promised_days, today, calendar=calendar)
    statutory = latest(days, today, unit=unit, calendar=calendar)
    drawn = None
    if promised or statutory:
        drawn = picture(
            today,
            promised=promised.on if promised else None,
            statutory=statutory.on if statutory else None,
            today=today,
            calendar=calendar,
        )
    return {"today": today, "promised": promised, "statutory": statutory, "face": drawn}
