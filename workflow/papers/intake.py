"""Papers of the time before a case is handled: received, corrected, accepted, declined, ended for want of correction
(行政许可法 第三十二条), taken back.
"""

import datetime
from dataclasses import dataclass

from powers.flow.paper_vocabulary import PaperKind
from workflow.papers.fields import BasisUnlessLicence, Fields, Remedies, may, need


@dataclass(frozen=True, kw_only=True)
class SubmissionReceipt(Fields):
    label = PaperKind.SUBMISSION_RECEIPT.label
    article = "行政许可法 第三十二条"

    submitted_at: datetime.datetime = need("收件时间")
    materials: tuple[str, ...] = need("收到的材料和份数")
    receiver: str = need("收件人")
    answer_by: datetime.date = need("答复期限")
    query_code: str = may("查询码")


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(BasisUnlessLicence, Fields):
    label = PaperKind.CORRECTION_NOTICE.label
    article = "行政许可法 第三十二条第一款第四项"

    received_on: datetime.date = need("收到申请的日期")
    items: tuple[str, ...] = need("需要补正的全部内容")
    supply_by: datetime.date = need("补正期限")
    where: str = need("提交方式")
    contact: str = need("联系人")
    phone: str = need("联系电话")
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class AcceptanceNotice(BasisUnlessLicence, Fields):
    label = PaperKind.ACCEPTANCE_NOTICE.label
    article = "行政许可法 第三十二条第一款第五项、第二款"

    contact: str = need("联系人")
    phone: str = need("联系方式")
    applied_on: datetime.date = need("申请日期")
    accepted_on: datetime.date = need("受理日期")
    limit_days: int = need("办理期限")
    due_on: datetime.date = need("作出决定的最后一天")
    provisional: bool = may("期限为预计", False)
    silent: bool = may("逾期没有告知，视为受理", False)
    owed: tuple[str, ...] = may("容缺后补的材料和期限", ())
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class DeclineDecision(Remedies):
    label = PaperKind.DECLINE_DECISION.label
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
class LapseNotice(Fields):
    label = PaperKind.LAPSE_NOTICE.label
    article = "补正告知书写明的期限"

    received_on: datetime.date = need("收到申请的日期")
    asked_on: datetime.date = need("告知补正的日期")
    notice_number: str = need("补正告知书文号")
    supply_by: datetime.date = need("补正期限")
    ended_on: datetime.date = need("终结日期")
    contact: str = need("联系人")
    phone: str = need("联系电话")


@dataclass(frozen=True, kw_only=True)
class WithdrawalConfirmation(Fields):
    label = PaperKind.WITHDRAWAL_CONFIRMATION.label
    article = "申请人在决定作出前撤回申请"

    applied_on: datetime.date = need("申请日期")
    withdrawn_on: datetime.date = need("撤回日期")
    reason: str = may("撤回原因")
