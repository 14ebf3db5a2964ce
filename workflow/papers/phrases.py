"""Phrases that several papers share: the laws named, what was asked, the way to review and to court, the line to sign on."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from workflow.papers.wording import cn_day

LAW = "《中华人民共和国行政许可法》"
REVIEW_DAYS = 60  # 行政复议法 第二十条
SUIT_MONTHS = 6  # 行政诉讼法 第四十六条
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Block:
    """`to` (whom), `p` (paragraph), `receipt` (the line signed on delivery, below the seal)."""

    style: str
    text: str


RECEIPT = Block("receipt", "签收人：＿＿＿＿＿＿　签收时间：＿＿＿＿年＿＿月＿＿日")


def laws(filled, article: str = "") -> str:
    """The laws named: those given, then the article of the licensing law when it applies."""
    given = tuple(filled.basis)
    return "、".join((*given, f"{LAW}{article}") if filled.is_licence and article else given)


def asked(f, day: datetime.date, verb: str = "提出") -> str:
    return f"{f.you}{cn_day(day)}{verb}{f.matter}申请（办件编号{f.case_no}）"


def remedies(f) -> str:
    return (
        f"{f.you}如不服本决定，可以自收到本决定书之日起{REVIEW_DAYS}日内，向{f.review_organ}申请行政复议；"
        f"也可以自收到本决定书之日起{SUIT_MONTHS}个月内，依法向{f.court}提起行政诉讼。"
    )


def cn_instant(at: datetime.datetime) -> str:
    """2026年3月26日10:26, as clocks in China show it."""
    here = at.astimezone(SHANGHAI)
    return f"{cn_day(here.date())}{here:%H:%M}"
