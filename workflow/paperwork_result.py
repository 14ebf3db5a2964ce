"""What the papers of the result say: decision, licence (inner net), proof of delivery (outer net)."""

from ledger.clock import civil_day

from .delivery import Way
from .paper_facts import applied, basis, certificate, is_licence, remedies

DELIVERED = ("grant_decision", "refusal_decision", "renewal_decision", "licence")


def grant(case, event) -> dict | None:
    """A renewal has a decision of its own kind."""
    if "renews" in event.body:
        return None
    result, licence = certificate(case), is_licence(case)
    return {
        **applied(case),
        "title": "" if licence else f"准予{case.edition.power.power_class.name}决定书",
        "findings": "你的申请材料齐全，符合法定条件"
        if case.party.kind == "person"
        else "你单位的申请材料齐全，符合法定条件",
        "content": [f"准予{case.edition.name}", *([f"发给{result}"] if result else [])],
        "validity": "以发给的证件或者文件载明的为准",
        "certificate": result,
        "decision": "准予许可" if licence else "准予",
    }


def renewal(case, event) -> dict | None:
    """The licence goes on for another term (行政许可法 第五十条)."""
    if "renews" not in event.body:
        return None
    old = case.renewal.licence
    return {
        "licence_name": old.name, "licence_number": old.number, "licensed_on": old.issued_on, "basis": basis(case),
        "applied_on": civil_day(case.submitted_at), "valid_from": event.body["valid_from"], "valid_to": event.body["valid_to"],
    }  # fmt: skip


def refusal(case, event) -> dict:
    licence = is_licence(case)
    return {
        **applied(case),
        "title": "" if licence else f"不予{case.edition.power.power_class.name}决定书",
        "facts": "本机关对申请材料依法进行了审查，认为不符合法定条件",
        "reasons": event.private_body["reasons"],
        "decision": "不予许可" if licence else "不予",
        **remedies(case),
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
    }


def delivery(case, event) -> dict:
    said, online = event.private_body, event.body["way"] == "online"
    papers = [paper for paper in case.papers.all() if paper.kind in DELIVERED]
    return {
        "delivered": [f"{paper.number}《{paper.label}》" for paper in papers],
        "way": Way(event.body["way"]).label,
        "delivered_at": event.at,
        "receiver": said.get("receiver") or case.party.name,
        "proof": said.get("proof") or ("签收记录在办件的全程记录里" if online else "窗口登记"),
    }
