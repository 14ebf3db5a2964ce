"""Which official papers (文书) exist, and what each must contain before it may be issued.

One frozen dataclass per kind lists the mandatory content; `fill` turns plain data into it and refuses, with
`MissingField`, a paper that lacks anything the law asks for. Sources: 行政许可法 articles 32, 37, 38, 42 and 45,
行政复议法 article 20, 行政诉讼法 article 46.
"""

import datetime
import typing
from dataclasses import dataclass, field

from ledger.verbs import Refused

# 行政许可法 第四十五条: the only procedures whose time is not counted, unless another statute says so.
ARTICLE_45 = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")
LICENCE = "行政许可"


class MissingField(Refused, ValueError):
    """A paper lacks mandatory content; the text is a Chinese sentence for the official."""

    def __init__(self, paper: str, field_label: str, name: str = ""):
        self.paper, self.field_label, self.name = paper, field_label, name
        super().__init__(f"《{paper}》还缺“{field_label}”，请填写后再制作")


def need(label: str):
    return field(metadata={"label": label})


def may(label: str, default=""):
    return field(default=default, metadata={"label": label})


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What every paper names: to whom, about what, in which case."""

    label: typing.ClassVar[str] = ""
    article: typing.ClassVar[str] = ""

    applicant: str = need("申请人")
    matter: str = need("申请事项")
    case_no: str = need("办件编号")
    organisation: bool = may("申请人是单位", False)
    power_class: str = may("权力类别", LICENCE)
    title: str = may("文书标题")

    @property
    def is_licence(self) -> bool:
        return self.power_class == LICENCE

    @property
    def you(self) -> str:
        return "你单位" if self.organisation else "你"

    def extra_needs(self) -> tuple[str, ...]:
        """Names of fields that this very paper needs beyond those its kind always needs."""
        return ()


@dataclass(frozen=True, kw_only=True)
class SubmissionReceipt(Fields):
    label = "收件凭证"
    article = "行政许可法 第三十二条"

    submitted_at: datetime.datetime = need("收件时间")
    materials: tuple[str, ...] = need("收到的材料和份数")
    receiver: str = need("收件人")
    answer_by: datetime.date = need("答复期限")
    query_code: str = may("查询码")


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(Fields):
    label = "补正告知书"
    article = "行政许可法 第三十二条第一款第四项"

    received_on: datetime.date = need("收到申请的日期")
    items: tuple[str, ...] = need("需要补正的全部内容")
    supply_by: datetime.date = need("补正期限")
    where: str = need("提交方式")
    contact: str = need("联系人")
    phone: str = need("联系电话")
    basis: tuple[str, ...] = may("法律依据", ())

    def extra_needs(self):
        return () if self.is_licence else ("basis",)


@dataclass(frozen=True, kw_only=True)
class AcceptanceNotice(Fields):
    label = "受理通知书"
    article = "行政许可法 第三十二条第一款第五项、第二款"

    contact: str = need("联系人")
    phone: str = need("联系方式")
    applied_on: datetime.date = need("申请日期")
    accepted_on: datetime.date = need("受理日期")
    limit_days: int = need("办理期限")
    due_on: datetime.date = need("作出决定的最后一天")
    provisional: bool = may("期限为预计", False)
    basis: tuple[str, ...] = may("法律依据", ())

    def extra_needs(self):
        return () if self.is_licence else ("basis",)


@dataclass(frozen=True, kw_only=True)
class Remedies(Fields):
    """行政许可法 第三十八条第二款: a refusal tells the way to review and to court."""

    review_organ: str = need("行政复议机关")
    court: str = may("管辖法院", "人民法院")


@dataclass(frozen=True, kw_only=True)
class DeclineDecision(Remedies):
    label = "不予受理决定书"
    article = "行政许可法 第三十二条第一款第一项、第二项"

    received_on: datetime.date = need("收到申请的日期")
    reason: str = need("不予受理的理由")
    ground: str = need("不予受理的情形")  # not_competent, not_needed or other
    competent_organ: str = may("有权受理的机关")
    basis: tuple[str, ...] = may("法律依据", ())

    def extra_needs(self):
        # 第三十二条第一款第二项: 告知申请人向有关行政机关申请
        needs = ("competent_organ",) if self.ground == "not_competent" else ()
        return needs if self.is_licence and self.ground != "other" else (*needs, "basis")


@dataclass(frozen=True, kw_only=True)
class SpecialNotice(Fields):
    label = "特别程序时间告知书"
    article = "行政许可法 第四十五条"

    accepted_on: datetime.date = need("受理日期")
    procedure: str = need("特别程序种类")
    reason: str = need("启动原因")
    starts_on: datetime.date = need("开始日期")
    days_needed: int = need("所需时间")
    basis: tuple[str, ...] = may("法律依据", ())

    def extra_needs(self):
        return () if self.is_licence and self.procedure in ARTICLE_45 else ("basis",)


@dataclass(frozen=True, kw_only=True)
class GrantDecision(Fields):
    label = "准予行政许可决定书"
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
    label = "不予行政许可决定书"
    article = "行政许可法 第三十八条第二款"

    applied_on: datetime.date = need("申请日期")
    accepted_on: datetime.date = need("受理日期")
    facts: str = need("查明的事实")
    reasons: str = need("不予许可的理由")
    basis: tuple[str, ...] = need("法律依据")
    decision: str = may("决定用语", "不予许可")


@dataclass(frozen=True, kw_only=True)
class WithdrawalConfirmation(Fields):
    label = "撤回确认书"
    article = "申请人在决定作出前撤回申请"

    applied_on: datetime.date = need("申请日期")
    withdrawn_on: datetime.date = need("撤回日期")
    reason: str = may("撤回原因")


KINDS: dict[str, type[Fields]] = {
    "submission_receipt": SubmissionReceipt,
    "correction_notice": CorrectionNotice,
    "acceptance_notice": AcceptanceNotice,
    "decline_decision": DeclineDecision,
    "special_notice": SpecialNotice,
    "grant_decision": GrantDecision,
    "refusal_decision": RefusalDecision,
    "withdrawal_confirmation": WithdrawalConfirmation,
}
