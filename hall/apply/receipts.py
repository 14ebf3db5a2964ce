"""The receipt: the number, the query code, and what happens next with its dates."""

from datetime import datetime

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hall.cases.my_cases import load
from hall.cases.query_codes import grouped, query_code
from ledger import clock
from powers.flow.steps import StepKind
from powers.wording import zh_date
from workflow.clock.clocks import Clock
from workflow.entries import promised_codes
from workflow.machine import Case
from workflow.materials.materials import named


@never_cache
@require_GET
def receipt(request, number):
    case = load(request, number)
    context = {
        "case": case,
        "code": grouped(query_code(case.pk)),
        "steps": what_next(case, at=clock.now()),
        "files": len(case.application.get("files", ())),
        "material_names": material_names(case),
        "paper": next((p for p in case.papers.all() if p.kind == "submission_receipt"), None),
    }
    return render(request, "hall/receipt.html", context)


def material_names(case: Case) -> str:
    """The materials that came with the application, each named once."""
    names = {m["code"]: m["name"] for m in named(case.edition)}
    codes = dict.fromkeys([*case.materials.filter(seq=1).values_list("code", flat=True), *case.applied.paper])
    promised = [f"{names[code]}（以承诺替代）" for code in promised_codes(case.application)]
    return "、".join([*(names.get(code, "其他材料") for code in codes), *promised])


def what_next(case: Case, *, at: datetime) -> list[tuple[str, str]]:
    """The next things to happen, each with its date or its limit."""
    answer = next((c for c in case.clocks.all() if c.kind == Clock.Kind.ACCEPTANCE), None)
    when = f"{zh_date(answer.due_on)}前" if answer and answer.due_on else "5 个工作日内"
    told = [
        (f"{when}，告诉您是否受理", "材料不全的，一次说清要补什么；超过 5 个工作日没有告知的，视为已经受理。")
    ]
    told += [
        (f"受理以后，{step.name}", _special(step))
        for step in case.edition.flow.steps
        if step.kind == StepKind.INSPECTION or step.stops_clock
    ]
    days = case.edition.promised_days
    limit = f"受理后 {days} 个工作日内" if days else "受理后在法定期限内"
    told.append(
        (f"{limit}，作出决定", "准予的，可以在网上签收和下载决定书；不予的，书面说明理由和不服怎么办。")
    )
    return told


def _special(step) -> str:
    if step.stops_clock:
        return "需要的时间不计入办理时间，会另行书面告诉您要多久。"
    return f"{step.limit_days} 个工作日内完成，工作人员提前和您约时间。"
