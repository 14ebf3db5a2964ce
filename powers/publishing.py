"""Publication: the one way an edition comes into force, and the one before it out of force, in one transaction.

Refused: content that says too little or too much, no legal basis or none that still holds, a flow that is not sound
within its limits, a form that cannot be asked. Whoever follows from the other net uses `settle`, so both nets agree on
what is in force and is found.
"""

import json
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from ledger import canon
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.catalogue import Edition, Power
from powers.flow.flow import BadFlow, Flow, findings
from powers.forms.item_forms import faults
from powers.forms.reach import material_faults
from powers.items import fields
from powers.items.limit_units import limits_of
from powers.people.offices import Office
from powers.provisions.adjustment_duties import settle_duties
from powers.provisions.basis import founded, settle_basis
from powers.search import index

CONTENT = {*Edition.TEXTS, *Edition.FACTS, *Edition.DOCUMENTS}


def publish(power: Power, content: dict, *, by, at: datetime, change: dict | None = None) -> Edition:
    """Publish new content of a power; the edition in force until now is superseded.

    `change` is what the public may know of how it came about: kind, reasons, which offices consented and when.
    """
    refuse_unsound(power, content)
    content = founded(content, on=civil_day(at))
    with transaction.atomic():
        last = Edition.objects.filter(power=power).first()
        if last and last.state == "published":
            last.supersede(by=by, at=at)
        edition = Edition(
            power=power,
            version=last.version + 1 if last else 1,
            content_digest=canon.digest(content),
            **content,
        )
        edition.publish(by=by, at=at, change=change or {})
        settle_basis(edition, at=at)
        settle(power)
        settle_duties(power, at=at)
    return edition


def cancel(power: Power, *, by, at: datetime, reasons: str, change: dict | None = None) -> None:
    """Strike a power from the catalogue; running cases go on with the edition they hold."""
    with transaction.atomic():
        Edition.objects.in_force().get(power=power).cancel(by=by, at=at, reasons=reasons, change=change or {})
        settle(power)
        settle_duties(power, at=at)


def settle(power: Power) -> None:
    """Bring the power and the search in line with the edition now in force, if any."""
    current = Edition.objects.in_force().filter(power=power).first()
    power.current = current
    if current:
        current.power = power
        power.name = current.name
        index.index(current)
    else:
        index.forget(power)
    power.save(update_fields=["current", "name"])


def refuse_unsound(power: Power, content: dict) -> None:
    if content.keys() != CONTENT:
        raise ValueError(f"content lacks or adds {sorted(content.keys() ^ CONTENT)}")
    if not content["basis"]:
        raise Refused("没有法律依据的权力不能列入清单，请写明《法律名称》和第几条")
    # 行政许可法 第三十条、第三十四条：公示的流程就是要走的流程，走不通的不公示。
    problems = [
        *_flow_faults(content),
        *form_problems(content),
        *fields.faults(content, power.power_class),
    ]
    if bool(content["flow_data"]) and not power.power_class.on_application:
        problems.append("依职权的事项没有人申请，请不要给它办理流程")
    if problems:
        raise Refused("；".join(problem.rstrip("。") for problem in problems))


def form_problems(content: dict) -> list[str]:
    """What keeps the form from being asked, and the materials from being asked for by its answers."""
    return _form_faults(content) or material_faults(content["materials"], content["form"])


def _flow_faults(content: dict) -> list[str]:
    if not content["flow_data"]:
        return []
    text = _spelled(content["flow_data"])
    try:
        flow = _flow_of(text)
    except BadFlow as error:
        return [str(error)]
    named = {step.office for step in flow.steps if step.office}
    unknown = named - set(Office.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else ()
    lost = [f"流程里写的办理机关“{code}”不在机构名单里" for code in sorted(unknown)]
    return [*lost, *_findings_of(text, **limits_of(content), result_name=content["result_name"])]


def _form_faults(content: dict) -> list[str]:
    return list(_faults_of_form(_spelled(content["form"])))


def _spelled(document: dict) -> str:
    return json.dumps(document, ensure_ascii=False)


# Thousands of items of a file share a few flows and forms: each is judged once, by every sign of its text.
@lru_cache(maxsize=1024)
def _flow_of(text: str) -> Flow:
    return Flow.from_data(json.loads(text))


@lru_cache(maxsize=1024)
def _findings_of(text: str, **facts) -> tuple[str, ...]:
    return tuple(finding.text for finding in findings(_flow_of(text), **facts))


@lru_cache(maxsize=1024)
def _faults_of_form(text: str) -> tuple[str, ...]:
    return tuple(faults(json.loads(text)))
