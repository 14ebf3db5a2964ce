"""The words of 告知承诺书: what the office told, then what the applicant promised, material by material."""

from workflow.papers.phrases import cn_instant
from workflow.papers.wording import cn_numeral, stop

HOW = {
    "": "{at}，申请人登录本人账户，在网上逐项确认。",
    "agent": "申请人书面授权代理人代为承诺，授权委托书在卷；{at}，代理人登录本人账户，在网上逐项确认。承诺由申请人承担责任。",
    "paper": "{at}，申请人在纸质告知承诺书上签名或者盖章，受理窗口登记，签名的原件扫描在卷。",
}


def undertaking(f):
    yield from _told(f, HOW[""])


def undertaking_2(f):
    """Also by whose hand: an agent's, or on paper at the window."""
    yield from _told(f, HOW[f.way])


def _told(f, how: str):
    rows = list(zip(f.names, f.asks, f.says, f.liability, f.checks, f.prints, strict=True))
    yield f"申请人{f.applicant}申请{f.matter}（办件编号{f.case_no}），依据是{'、'.join(f.basis)}。"
    yield "一、行政机关告知的内容"
    for n, (name, asks, _, liability, checks, _) in enumerate(rows, 1):
        yield f"（{cn_numeral(n)}）{name}。法律要求：{stop(asks)}承诺不实的后果：{stop(liability)}核查：{stop(checks)}"
    yield (
        "申请人可以承诺，也可以交材料。行政机关有权核查承诺是否属实；不实的，依法终止办理、撤销决定或者给予处罚，记录更正以前"
        "不再适用告知承诺。作出决定以前，申请人可以撤回申请，改交材料重新提出。本承诺书不向社会公开。"
    )
    yield "二、申请人的承诺"
    for n, (name, _, says, _, _, _) in enumerate(rows, 1):
        yield f"（{cn_numeral(n)}）{name}：{stop(says)}"
    yield (
        "申请人已经知晓告知的全部内容，已经符合上述要求，愿意承担承诺不实的法律责任，以上承诺是真实的意思表示。"
        f"{how.format(at=cn_instant(f.promised_at))}"
    )
    yield f"告知内容的指纹：{'；'.join(f.prints)}。"
