"""Which official paper follows from which act, and what it says. One function a paper; the law is in `paper_kinds`.

A paper says only what the applicant may know: it names the office and its telephone, never the official.
"""

from datetime import date

from ledger.clock import civil_day
from powers.catalogue import Edition

from . import winding
from .papers import issue
from .special import Special


def follow(case, event) -> None:
    """Issue the paper that an act of this zone calls for; most acts call for none."""
    for kind, write in PAPERS.get(event.verb, ()):
        issue(case, event, kind=kind, fields=_texts({**_common(case), **write(case, event)}))


def _common(case) -> dict:
    edition: Edition = case.edition
    return {
        "applicant": case.party.name,
        "matter": edition.name,
        "case_no": case.number,
        "organisation": case.party.kind == "enterprise",
        "power_class": edition.power.power_class.name,
    }


def _basis(case) -> list[str]:
    return [f"《{line['law'].strip('《》')}》{line['article']}" for line in case.edition.basis]


def _clock_due(case, kind: str) -> tuple[date | None, bool]:
    clock = winding.running(case, kind)
    return (clock.due_on, clock.provisional) if clock else (None, False)


def _receipt(case, event) -> dict:
    answer_by, _ = _clock_due(case, "acceptance")
    names = [material["name"] for material in case.edition.materials]
    return {
        "submitted_at": event.at,
        "materials": names or ["申请表"],
        "receiver": f"{case.office.name}网上窗口",
        "answer_by": answer_by,
    }


def _correction(case, event) -> dict:
    items = event.private_body["items"]
    return {
        "received_on": civil_day(case.submitted_at),
        "items": [f"{item['name']}：{item['text']}" for item in items],
        "supply_by": _clock_due(case, "correction")[0],
        "where": "请在网上政务大厅“我的办件”里提交，也可以到本机关窗口提交",
        "basis": _basis(case),
        **_contact(case),
    }


def _acceptance(case, event) -> dict:
    due_on, provisional = _clock_due(case, "promised")
    return {
        "applied_on": civil_day(case.submitted_at),
        "accepted_on": civil_day(event.at),
        "limit_days": case.edition.promised_days,
        "due_on": due_on,
        "provisional": provisional,
        "basis": _basis(case),
        **_contact(case),
    }


def _decline(case, event) -> dict:
    return {
        "received_on": civil_day(case.submitted_at),
        "reason": event.private_body["reasons"],
        "ground": "other",
        "basis": [*_basis(case), "《中华人民共和国行政许可法》第三十二条"],
        **_remedies(case),
    }


def _special(case, event) -> dict:
    return {
        "accepted_on": civil_day(case.accepted_at),
        "procedure": Special(event.body["ground"]).label,
        "reason": event.private_body.get("note")
        or f"作出决定以前依法需要{Special(event.body['ground']).label}",
        "starts_on": civil_day(event.at),
        "days_needed": event.body["days"],
        "basis": _basis(case),
    }


def _grant(case, event) -> dict:
    result = case.edition.result_name
    licence = case.edition.power.power_class.name == "行政许可"
    return {
        **_applied(case),
        "title": "" if licence else f"准予{case.edition.power.power_class.name}决定书",
        "findings": "你的申请材料齐全，符合法定条件"
        if case.party.kind == "person"
        else "你单位的申请材料齐全，符合法定条件",
        "content": [f"准予{case.edition.name}", *([f"发给{result}"] if result else [])],
        "validity": "以发给的证件或者文件载明的为准",
        "certificate": result,
        "decision": "准予许可" if licence else "准予",
    }


def _refusal(case, event) -> dict:
    licence = case.edition.power.power_class.name == "行政许可"
    return {
        **_applied(case),
        "title": "" if licence else f"不予{case.edition.power.power_class.name}决定书",
        "facts": "本机关对申请材料依法进行了审查，认为不符合法定条件",
        "reasons": event.private_body["reasons"],
        "decision": "不予许可" if licence else "不予",
        **_remedies(case),
    }


def _withdrawal(case, event) -> dict:
    return {"applied_on": civil_day(case.submitted_at), "withdrawn_on": civil_day(event.at)}


def _applied(case) -> dict:
    return {
        "applied_on": civil_day(case.submitted_at),
        "accepted_on": civil_day(case.accepted_at),
        "basis": _basis(case),
    }


def _contact(case) -> dict:
    return {"contact": f"{case.office.short_name}受理窗口", "phone": case.office.phone or "12345"}


def _remedies(case) -> dict:
    # 行政复议法 第二十四条：对政府工作部门的行政行为，由本级人民政府管辖
    return {"review_organ": f"{case.office.area.name}人民政府"}


def _texts(fields: dict) -> dict:
    """Dates as ISO text, so that the fields are canonical JSON; nothing empty."""
    spelled = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in fields.items()
    }
    return {name: value for name, value in spelled.items() if value not in (None, "")}


PAPERS = {
    "submit": [("submission_receipt", _receipt)],
    "ask_to_complete": [("correction_notice", _correction)],
    "accept": [("acceptance_notice", _acceptance)],
    "decline": [("decline_decision", _decline)],
    "pause": [("special_notice", _special)],
    "grant": [("grant_decision", _grant)],
    "refuse": [("refusal_decision", _refusal)],
    "withdraw": [("withdrawal_confirmation", _withdrawal)],
}
