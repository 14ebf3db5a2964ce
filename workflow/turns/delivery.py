"""The ways a decision reaches the applicant, and what proves it (送达).

Sources: 行政许可法 article 44; 民事诉讼法 articles 87 to 95 (委托 91, 转交 92 to 94: soldiers through their unit, prisoners
through their prison).
"""

from datetime import date, timedelta

from django.db import models

from ledger.verbs import Refused
from workflow import policies

# 民事诉讼法 第九十五条：自发出公告之日起，经过三十日，即视为送达。
PUBLIC_NOTICE_DAYS = 30


class Way(models.TextChoices):
    ONLINE = "online", "网上签收"
    WINDOW = "window", "窗口领取"
    POST = "post", "邮寄送达"
    LEFT = "left", "留置送达"
    ENTRUSTED = "entrusted", "委托送达"
    FORWARDED = "forwarded", "转交送达"
    NOTICE = "notice", "公告送达"


PROOFS = {
    Way.WINDOW: "领取人的签名或者身份核对情况",
    Way.POST: "邮件号码和签收日期",
    Way.LEFT: "见证人、留置的时间和地点",
    Way.ENTRUSTED: "受托的机关和签收的日期",
    Way.FORWARDED: "转交的单位和本人签收的日期",
    Way.NOTICE: "公告的地方和发出公告的日期",
}


def told(way: str, *, on: date) -> str:
    """The way as the receipt names it; by public notice, put up on this day, with the day on which it counts as served.

    The remedies run from that later day, so the receipt must say it.
    """
    label = Way(way).label
    if way != Way.NOTICE:
        return label
    served = on + timedelta(days=PUBLIC_NOTICE_DAYS)
    return f"{label}，自公告之日起经过三十日即视为送达（{served.year}年{served.month}月{served.day}日）"


def refuse_unproven(way: str, *, by, case, receiver: str, proof: str) -> None:
    """An unknown way, somebody else signing online, or an official's delivery without receiver and proof."""
    if way not in Way.values:
        raise Refused("请从送达方式里选一种")
    if way == Way.ONLINE:
        if not policies.is_applicant(by, case):
            raise Refused("网上签收由申请人自己办；窗口请选实际的送达方式")
        return
    if policies.is_applicant(by, case):
        raise Refused("请点“签收并下载”，或者到窗口领取")
    if not receiver.strip():
        raise Refused("请写明收件人，例如“张某某（本人）”")
    if not proof.strip():
        raise Refused(f"请写明{PROOFS[Way(way)]}，送达回证要用")
