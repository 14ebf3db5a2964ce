"""What the papers of the window say: received, corrected, accepted, declined, ended, taken back (outer net)."""

from ledger.clock import civil_day
from workflow.entries import promised_codes
from workflow.materials import owing
from workflow.materials.materials import PROXY, named
from workflow.papers.facts import SUPPLY_WHERE, basis, clock_due, contact, received, remedies
from workflow.papers.wording import cn_day


def receipt(case, event) -> dict:
    answer_by, _ = clock_due(case, "acceptance")
    entered = case.applied.is_entered
    names = _handed_in(case) if entered else _listed(case)
    return {
        "submitted_at": event.at,
        "materials": names or ["申请表"],
        "receiver": f"{case.office.name}{'窗口' if entered else '网上窗口'}",
        "answer_by": answer_by,
    }


def _listed(case) -> list[str]:
    promised, later = promised_codes(case.application), owing.put_off(case.application)
    letter = [PROXY["name"]] if case.applied.by_agent else []
    came = (m for m in case.edition.materials if m["code"] not in later)
    return [f"{m['name']}{'（以承诺替代）' if m['code'] in promised else ''}" for m in came] + letter


def _handed_in(case) -> list[str]:
    """What the clerk who entered the application took in: files, originals on paper with their copies, signed promises."""
    names = {m["code"]: m["name"] for m in named(case.edition)}
    codes = dict.fromkeys(case.materials.values_list("code", flat=True))
    files = [names.get(code, "其他材料") for code in codes if code not in case.applied.paper]
    return files + [f"{name}（纸质原件 {copies} 份）" for name, copies in case.on_paper]


def correction(case, event) -> dict:
    items = event.private_body["items"]
    return {
        "received_on": civil_day(case.submitted_at),
        "items": [f"{item['name']}：{item['text']}" for item in items],
        "supply_by": clock_due(case, "correction")[0],
        "where": SUPPLY_WHERE,
        "basis": basis(case),
        **contact(case),
    }


def acceptance(case, event) -> dict:
    silent = event.verb == "accept_by_silence"
    due_on, provisional = clock_due(case, "promised")
    return {
        "applied_on": civil_day(case.submitted_at),
        "accepted_on": event.body["since"] if silent else civil_day(event.at),
        "silent": silent,
        "limit_days": case.edition.promised_days,
        "due_on": due_on,
        "provisional": provisional,
        "owed": _owed(case, event),
        "basis": basis(case),
        **contact(case),
    }


def _owed(case, event) -> list[str]:
    """What the case is accepted without, each with the day by which it was promised."""
    names = {material["code"]: material["name"] for material in case.edition.materials}
    return [f"{names[code]}，{cn_day(day)}前（含当日）" for code, day in owing.put_off(event.body).items()]


def decline(case, event) -> dict:
    """Declined by the window; acts of older versions gave no ground."""
    ground = event.body.get("ground", "other")
    whole = ["《中华人民共和国行政许可法》第三十二条"] if ground == "other" else []
    return {
        **received(case),
        "reason": event.private_body["reasons"],
        "ground": ground,
        "competent_organ": event.private_body.get("organ", ""),
        "basis": [*basis(case), *whole],
        **remedies(case),
    }


def lapse(case, event) -> dict:
    notice = case.papers.filter(kind="correction_notice").last()
    return {
        **received(case),
        "asked_on": civil_day(case.corrected_at),
        "notice_number": notice.number,
        "supply_by": notice.fields["supply_by"],
        "ended_on": civil_day(event.at),
        **contact(case),
    }


def withdrawal(case, event) -> dict:
    return {"applied_on": civil_day(case.submitted_at), "withdrawn_on": civil_day(event.at)}
