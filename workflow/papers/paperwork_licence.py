"""What the papers about a licence say that a decision gives, renews or changes (inner net).

A certificate that follows on another carries on what that one says: the holder's name, the content and the particulars
stand in it as changed, not as they were first filed.
"""

from ledger.clock import civil_day
from workflow.licences.certificates import newest
from workflow.licences.changes import Particular
from workflow.papers.facts import basis, certificate

# 名称写在持证人一栏，许可内容自成一栏；其余写在登记事项里。
REGISTERED = {
    Particular.ADDRESS: "住所（地址）",
    Particular.LEGAL_PERSON: "法定代表人（负责人）",
    Particular.OTHER: "其他登记事项",
}


def renewal(case, event) -> dict | None:
    """The licence goes on for another term (行政许可法 第五十条)."""
    if "renews" not in event.body:
        return None
    term = {"valid_from": event.body["valid_from"], "valid_to": event.body["valid_to"]}
    return _about(case, case.renewal.licence) | term


def change(case, event) -> dict | None:
    """The licence says something else from now on (行政许可法 第四十九条)."""
    if "alters" not in event.body:
        return None
    asked = case.licence_change
    old = _said(newest(asked.licence))
    return _about(case, asked.licence) | {
        "changes": [_line(each, old, asked.to[each]) for each in Particular if each in asked.to]
    }


def licence(case, event) -> dict | None:
    """The certificate itself, where the power gives one."""
    name = certificate(case)
    if not name:
        return None
    from_on = event.body.get("valid_from") or civil_day(event.at)
    return {
        "title": name,
        "certificate": name,
        "content": [case.edition.name],
        "valid_from": from_on,
        "valid_to": event.body.get("valid_to", ""),
        "holder_id": case.party.details.get("id_number", "") if case.party.kind == "enterprise" else "",
        "basis": basis(case),
        **_carried_on(case, event),
    }


def _carried_on(case, event) -> dict:
    """What of the certificate before still holds, with the changes that were granted."""
    if "alters" in event.body:
        before, to = newest(case.licence_change.licence), case.licence_change.to
    elif "renews" in event.body and case.renewal.licence.changed_by_id:
        before, to = newest(case.renewal.licence), {}
    else:
        return {}
    said = _said(before) | to
    return {
        "applicant": said[Particular.NAME],
        "content": said[Particular.CONTENT].splitlines() or [case.edition.name],
        "particulars": [f"{label}：{said[each]}" for each, label in REGISTERED.items() if said.get(each)],
    }


def _said(paper) -> dict[str, str]:
    """The particulars as a certificate writes them."""
    fields = paper.fields if paper else {}
    kept = dict(line.partition("：")[::2] for line in fields.get("particulars", ()))
    said = {each: kept[label] for each, label in REGISTERED.items() if label in kept}
    first = {
        Particular.NAME: fields.get("applicant", ""),
        Particular.CONTENT: "\n".join(fields.get("content", ())),
    }
    return first | said


def _line(particular: Particular, old: dict, new: str) -> str:
    was = f"由“{old[particular]}”" if old.get(particular) else ""
    return f"{particular.label}{was}变更为“{new}”"


def _about(case, held) -> dict:
    return {
        "licence_name": held.name, "licence_number": held.number, "licensed_on": held.issued_on, "basis": basis(case),
        "applied_on": civil_day(case.submitted_at),
    }  # fmt: skip
