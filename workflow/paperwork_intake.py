"""What the papers of the window say: received, corrected, accepted, declined, ended, taken back (outer net)."""

from ledger.clock import civil_day

from .paper_facts import basis, clock_due, contact, received, remedies


def receipt(case, event) -> dict:
    answer_by, _ = clock_due(case, "acceptance")
    names = [material["name"] for material in case.edition.materials]
    return {
        "submitted_at": event.at,
        "materials": names or ["申请表"],
        "receiver": f"{case.office.name}网上窗口",
        "answer_by": answer_by,
    }


def correction(case, event) -> dict:
    items = event.private_body["items"]
    return {
        "received_on": civil_day(case.submitted_at),
        "items": [f"{item['name']}：{item['text']}" for item in items],
        "supply_by": clock_due(case, "correction")[0],
        "where": "请在网上政务大厅“我的办件”里提交，也可以到本机关窗口提交",
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
        "basis": basis(case),
        **contact(case),
    }


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
