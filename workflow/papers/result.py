"""Papers of the result: the decision, the licence it gives, the proof that it reached the applicant (行政许可法 第三十八条、
第三十九条、第四十四条；民事诉讼法 第八十七条至第九十五条).
"""

import datetime
from dataclasses import dataclass

from powers.flow.paper_vocabulary import PaperKind
from workflow.papers.fields import Fields, Remedies, may, need


@dataclass(frozen=True, kw_only=True)
class GrantDecision(Fields):
    label = PaperKind.GRANT_DECISION.label
    article = "行政许可法 第三十八条第一款"

    applied_on: datetime.date = need("申请日期")
    accepted_on: datetime.date = need("受理日期")
    findings: str = need("审查结论")
    basis: tuple[str, ...] = need("法律依据")
    content: tuple[str, ...] = need("决定内容")
    validity: str = need("有效期")
    certificate: str = may("发给的证件")
    decision: str = may("决定用语", "准予许可")


@dataclass(frozen=True, kw_only=True)
class RefusalDecision(Remedies):
    label = PaperKind.REFUSAL_DECISION.label
    article = "行政许可法 第三十八条第二款"

    applied_on: datetime.date = need("申请日期")
    accepted_on: datetime.date = need("受理日期")
    facts: str = need("查明的事实")
    reasons: str = need("不予许可的理由")
    basis: tuple[str, ...] = need("法律依据")
    decision: str = may("决定用语", "不予许可")


@dataclass(frozen=True, kw_only=True)
class Licence(Fields):
    """The certificate itself; its number is the number of the paper."""

    label = PaperKind.LICENCE.label
    addressed = False
    article = "行政许可法 第三十九条"

    certificate: str = need("证件名称")
    content: tuple[str, ...] = need("许可内容")
    valid_from: datetime.date = need("有效期起")
    valid_to: datetime.date = may("有效期止", None)
    holder_id: str = may("统一社会信用代码")
    particulars: tuple[str, ...] = may("登记事项", ())
    basis: tuple[str, ...] = need("法律依据")


@dataclass(frozen=True, kw_only=True)
class DeliveryReceipt(Fields):
    label = PaperKind.DELIVERY_RECEIPT.label
    addressed = False
    article = "行政许可法 第四十四条"

    delivered: tuple[str, ...] = need("送达的文书")
    way: str = need("送达方式")
    delivered_at: datetime.datetime = need("送达时间")
    receiver: str = need("收件人")
    proof: str = need("送达凭据")
