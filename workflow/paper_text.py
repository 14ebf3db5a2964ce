"""The words of every official paper: the one source for the page preview and for the PDF.

`paper_text` gives blocks: `to` (whom), `p` (paragraph), `receipt` (the line signed on delivery, below the seal).
It decides wording only; what a paper must contain is decided in `paper_kinds`.
"""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from . import paper_kinds as kinds
from .paper_filling import fill
from .paper_wording import clean_lines, cn_day, numbered, stop

LAW = "《中华人民共和国行政许可法》"
REVIEW_DAYS = 60  # 行政复议法 第二十条
SUIT_MONTHS = 6  # 行政诉讼法 第四十六条
_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Block:
    style: str
    text: str


_RECEIPT = Block("receipt", "签收人：＿＿＿＿＿＿　签收时间：＿＿＿＿年＿＿月＿＿日")


def paper_text(kind: str, fields) -> list[Block]:
    """The whole body of a paper, addressed, in the order it is printed."""
    filled = fill(kind, fields)
    blocks = [Block("to", line) for line in clean_lines(f"{filled.applicant}：")]
    for text in _WRITERS[type(filled)](filled):
        blocks += [text] if isinstance(text, Block) else [Block("p", line) for line in clean_lines(text)]
    return blocks


def paper_title(kind: str, fields) -> str:
    """The title, which follows the class of power: 准予行政许可决定书, 行政确认决定书."""
    filled = fill(kind, fields)
    if filled.title:
        return " ".join(clean_lines(filled.title))
    if isinstance(filled, kinds.CorrectionNotice):
        return "申请材料补正告知书"
    if filled.is_licence or kind not in ("grant_decision", "refusal_decision"):
        return filled.label
    return f"{'不予' if kind == 'refusal_decision' else ''}{filled.power_class}决定书"


def _laws(filled, article: str = "") -> str:
    """The laws named: those given, then the article of the licensing law when it applies."""
    given = tuple(filled.basis)
    return "、".join((*given, f"{LAW}{article}") if filled.is_licence and article else given)


def _asked(f, day: datetime.date, verb: str = "提出") -> str:
    return f"{f.you}{cn_day(day)}{verb}{f.matter}申请（办件编号{f.case_no}）"


def _remedies(f) -> str:
    return (
        f"{f.you}如不服本决定，可以自收到本决定书之日起{REVIEW_DAYS}日内，向{f.review_organ}申请行政复议；"
        f"也可以自收到本决定书之日起{SUIT_MONTHS}个月内，依法向{f.court}提起行政诉讼。"
    )


def _submission_receipt(f):
    at = f.submitted_at.astimezone(_SHANGHAI)
    yield f"本机关{cn_day(at.date())}{at:%H:%M}收到{f.you}{f.matter}申请（办件编号{f.case_no}），收到的材料如下："
    yield from numbered(f.materials)
    yield f"本机关最迟{cn_day(f.answer_by)}告知{f.you}是否受理。本凭证只证明材料已经收到，不表示已经受理。"
    yield f"收件人：{f.receiver}。" + (f"查询码：{f.query_code}。" if f.query_code else "")


def _correction_notice(f):
    yield (
        f"本机关{cn_day(f.received_on)}收到{f.you}{f.matter}申请（办件编号{f.case_no}）。经核对，申请材料不齐全或者"
        f"不符合法定形式。根据{_laws(f, '第三十二条第一款第四项')}的规定，现一次告知{f.you}需要补正的全部内容："
    )
    yield from numbered(f.items)
    yield (
        f"请于{cn_day(f.supply_by)}前（含当日），{f.where.removeprefix('请')}。材料齐全、符合法定形式的，本机关即予受理。期限内没有补正的，"
        f"本机关退回申请，{f.you}可以重新提出。补正所用时间不计入办理期限。"
    )
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield _RECEIPT


def _acceptance_notice(f):
    yield (
        f"{_asked(f, f.applied_on)}。经核对，申请材料齐全、符合法定形式。"
        f"根据{_laws(f, '第三十二条第一款第五项')}的规定，本机关决定自{cn_day(f.accepted_on)}起予以受理。"
    )
    due = "预计最迟" if f.provisional else "最迟"
    rest = "国家公布次年放假安排后，日期有变化的另行告知。" if f.provisional else ""
    yield (
        f"本事项办理期限为{f.limit_days}个工作日，自受理次日起算，本机关{due}{cn_day(f.due_on)}作出决定。{rest}"
        f"依法需要{'、'.join(kinds.ARTICLE_45)}的，所需时间不计算在内，本机关另行书面告知。"
    )
    yield f"联系人：{f.contact}，联系方式：{f.phone}。"
    yield _RECEIPT


_DECLINE_ARTICLES = {"not_needed": "第三十二条第一款第一项", "not_competent": "第三十二条第一款第二项"}


def _decline_decision(f):
    yield f"本机关{cn_day(f.received_on)}收到{f.you}{f.matter}申请（办件编号{f.case_no}）。"
    yield f"经审查，{stop(f.reason)}"
    outcome = "不受理" if f.ground == "not_needed" else "不予受理"
    yield f"根据{_laws(f, _DECLINE_ARTICLES.get(f.ground, ''))}的规定，本机关决定对{f.you}的申请{outcome}。"
    if f.competent_organ:
        yield f"本事项由{f.competent_organ}办理，{f.you}可以向该机关提出申请。"
    yield _remedies(f)


def _special_notice(f):
    article = "第四十五条" if f.procedure in kinds.ARTICLE_45 else ""
    yield f"{f.you}申请的{f.matter}（办件编号{f.case_no}），本机关{cn_day(f.accepted_on)}受理。"
    yield f"因{f.reason.rstrip('。')}，根据{_laws(f, article)}的规定，需要进行{f.procedure}。"
    yield (
        f"{f.procedure}自{cn_day(f.starts_on)}开始，所需时间为{f.days_needed}个工作日，"
        f"不计算在办理期限内。{f.procedure}结束后，办理期限继续计算。"
    )


def _grant_decision(f):
    word = "许可" if f.is_licence else "决定"
    issued = f"，发给《{f.certificate}》" if f.certificate else ""
    yield f"{_asked(f, f.applied_on)}，本机关{cn_day(f.accepted_on)}受理。"
    yield (
        f"经审查，{stop(f.findings)}根据{_laws(f, '第三十八条第一款')}的规定，本机关决定{f.decision}{issued}。"
        f"{word}内容如下："
    )
    yield from numbered((*f.content, f"有效期：{f.validity}"))


def _refusal_decision(f):
    yield f"{_asked(f, f.applied_on)}，本机关{cn_day(f.accepted_on)}受理。"
    yield f"经审查查明：{stop(f.facts)}"
    yield f"不予{'许可' if f.is_licence else '办理'}的理由：{stop(f.reasons)}"
    yield f"根据{_laws(f, '第三十八条第二款')}的规定，本机关决定{f.decision}。"
    yield _remedies(f)
    yield f"具备条件后，{f.you}可以重新提出申请。"


def _withdrawal_confirmation(f):
    because = f"，原因是：{f.reason.rstrip('。')}" if f.reason else ""
    yield f"{_asked(f, f.applied_on)}，{cn_day(f.withdrawn_on)}申请撤回{because}。"
    yield (
        f"本机关尚未作出决定，确认{f.you}的申请自{cn_day(f.withdrawn_on)}起撤回，本机关终止办理。"
        f"{f.you}可以重新提出申请。"
    )


_WRITERS = {
    kinds.SubmissionReceipt: _submission_receipt,
    kinds.CorrectionNotice: _correction_notice,
    kinds.AcceptanceNotice: _acceptance_notice,
    kinds.DeclineDecision: _decline_decision,
    kinds.SpecialNotice: _special_notice,
    kinds.GrantDecision: _grant_decision,
    kinds.RefusalDecision: _refusal_decision,
    kinds.WithdrawalConfirmation: _withdrawal_confirmation,
}
