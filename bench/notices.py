"""Sending notices, beside the least that never sends twice: claim a row and mark it, two UPDATEs by key, one by one."""

from datetime import datetime

from bench.setting import row, seconds, set_up

NOTICES = 1000


def main() -> None:
    set_up()
    waiting()
    from hall.notices import sending
    from hall.notices.notices import Notice
    from ledger.clock import CHINA
    from workflow.notices import sms

    class Nowhere(sms.Gateway):
        def send(self, *, key, phone, text):
            pass

    sms.gateway = Nowhere
    noon = datetime.now(CHINA).replace(hour=12)
    bare = seconds(bare_updates)
    spent = seconds(lambda: [sending.send_due(at=noon) for _ in range(NOTICES // 200)])
    assert not Notice.objects.filter(channel="sms").exclude(outcome="sent").exists()
    row("", "notices/s", "floor", "of floor")
    row(
        f"short messages, {NOTICES:,} waiting, gateway that takes at once",
        f"{NOTICES / spent:,.0f}", f"{NOTICES / bare:,.0f}", f"{bare / spent:.1%}",
    )  # fmt: skip


def waiting() -> None:
    """One case, and as many short messages about it as kinds and keys allow."""
    from django.conf import settings

    from hall.accounts import applicants
    from hall.notices.notices import Notice
    from ledger.events import Event
    from tests import factories

    settings.ZONE = "outer"
    details = {"name": "张小兰", "id_number": factories.id_number(), "phone": "13800000317"}
    citizen = applicants.register(kind="person", details=details, password="Correct-horse-7")
    case = factories.submitted(applicant=citizen)
    facts = {
        "event": Event.objects.get(subject=case.pk),
        "recipient": citizen,
        "case": case,
        "channel": "sms",
    }
    facts |= {"made_at": case.submitted_at, "due_at": case.submitted_at.replace(year=2000), "text": "测试"}
    Notice.objects.bulk_create(Notice(kind=str(n), **facts) for n in range(NOTICES))


def bare_updates() -> None:
    """Claim and mark each row, and put all back."""
    from hall.notices.notices import Notice

    rows = Notice.objects.filter(channel="sms")
    for pk in list(rows.values_list("pk", flat=True)):
        Notice.objects.filter(pk=pk, outcome="waiting").update(outcome="sending")
        Notice.objects.filter(pk=pk, outcome="sending").update(outcome="sent")
    rows.update(outcome="waiting")


if __name__ == "__main__":
    main()
