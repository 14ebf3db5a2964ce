"""What the papers of the result say: decision (inner net), proof of delivery (outer net); licences in `paperwork_licence`."""

from ledger.clock import civil_day
from workflow.papers.facts import applied, certificate, is_licence, remedies
from workflow.turns.delivery import told

DELIVERED = ("grant_decision", "refusal_decision", "renewal_decision", "change_decision", "licence")


def grant(case, event) -> dict | None:
    """A renewal and a change have decisions of their own kind."""
    if "renews" in event.body or "alters" in event.body:
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


def delivery(case, event) -> dict:
    said, online = event.private_body, event.body["way"] == "online"
    papers = [paper for paper in case.papers.all() if paper.kind in DELIVERED]
    return {
        "delivered": [f"{paper.number}《{paper.label}》" for paper in papers],
        "way": told(event.body["way"], on=civil_day(event.at)),
        "delivered_at": event.at,
        "receiver": said.get("receiver") or case.party.name,
        "proof": said.get("proof") or ("签收记录在办件的全程记录里" if online else "窗口登记"),
    }
