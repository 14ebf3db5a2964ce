"""The kinds of official papers (文书) there are, each by its code and its name; what each must say is for `workflow`."""

from enum import StrEnum

LICENCE = "行政许可"


class PaperKind(StrEnum):
    SUBMISSION_RECEIPT = "submission_receipt"
    UNDERTAKING = "undertaking"
    CORRECTION_NOTICE = "correction_notice"
    ACCEPTANCE_NOTICE = "acceptance_notice"
    DECLINE_DECISION = "decline_decision"
    LAPSE_NOTICE = "lapse_notice"
    WITHDRAWAL_CONFIRMATION = "withdrawal_confirmation"
    SPECIAL_NOTICE = "special_notice"
    EXTENSION_NOTICE = "extension_notice"
    OWED_RETURN_NOTICE = "owed_return_notice"
    HEARING_RIGHTS_NOTICE = "hearing_rights_notice"
    HEARING_NOTICE = "hearing_notice"
    HEARING_RECORD = "hearing_record"
    LEGAL_OPINION = "legal_opinion"
    TERMINATION_DECISION = "termination_decision"
    GRANT_DECISION = "grant_decision"
    REFUSAL_DECISION = "refusal_decision"
    LICENCE = "licence"
    DELIVERY_RECEIPT = "delivery_receipt"
    CHANGE_DECISION = "change_decision"
    RENEWAL_DECISION = "renewal_decision"
    REVOCATION_DECISION = "revocation_decision"
    LICENCE_WITHDRAWAL = "licence_withdrawal"
    DEREGISTRATION_DECISION = "deregistration_decision"
    AMENDMENT_NOTICE = "amendment_notice"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PaperKind.SUBMISSION_RECEIPT: "收件凭证",
    PaperKind.UNDERTAKING: "告知承诺书",
    PaperKind.CORRECTION_NOTICE: "补正告知书",
    PaperKind.ACCEPTANCE_NOTICE: "受理通知书",
    PaperKind.DECLINE_DECISION: "不予受理决定书",
    PaperKind.LAPSE_NOTICE: "逾期未补正终结告知书",
    PaperKind.WITHDRAWAL_CONFIRMATION: "撤回确认书",
    PaperKind.SPECIAL_NOTICE: "特别程序时间告知书",
    PaperKind.EXTENSION_NOTICE: "延长办理期限通知书",
    PaperKind.OWED_RETURN_NOTICE: "容缺材料退回告知书",
    PaperKind.HEARING_RIGHTS_NOTICE: "听证告知书",
    PaperKind.HEARING_NOTICE: "听证通知书",
    PaperKind.HEARING_RECORD: "听证笔录",
    PaperKind.LEGAL_OPINION: "法制审核意见书",
    PaperKind.TERMINATION_DECISION: "终止办理决定书",
    PaperKind.GRANT_DECISION: "准予行政许可决定书",
    PaperKind.REFUSAL_DECISION: "不予行政许可决定书",
    PaperKind.LICENCE: "行政许可证件",
    PaperKind.DELIVERY_RECEIPT: "送达回证",
    PaperKind.CHANGE_DECISION: "准予变更决定书",
    PaperKind.RENEWAL_DECISION: "准予延续决定书",
    PaperKind.REVOCATION_DECISION: "撤销行政许可决定书",
    PaperKind.LICENCE_WITHDRAWAL: "撤回行政许可决定书",
    PaperKind.DEREGISTRATION_DECISION: "注销行政许可决定书",
    PaperKind.AMENDMENT_NOTICE: "文书更正通知书",
}


def name_of(code: str, *, power_class: str = LICENCE) -> str:
    """The name of a kind, as powers of another class call it; a code that is none, as it was written."""
    return _LABELS.get(code, code).replace(LICENCE, power_class)


def certificate(result_name: str) -> str:
    """The certificate that a power gives (行政许可法 第三十九条); empty where the decision itself is the result."""
    return "" if result_name.endswith(("决定", "决定书")) else result_name
