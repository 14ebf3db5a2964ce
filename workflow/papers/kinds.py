"""Which official papers (文书) exist: their mandatory content, the word in their number, and whether they leave the inner net.

`fill` turns plain data into the fields of a kind and refuses, with `MissingField`, a paper that lacks anything the law asks
for. Sources: 行政许可法 articles 8, 32, 37–39, 42, 44–50, 69 and 70, 行政复议法 article 20, 行政诉讼法 article 46,
国办发〔2020〕42号.
"""

from dataclasses import dataclass

from workflow.papers import course, intake, later, result, undertaking
from workflow.papers.fields import ARTICLE_45, LICENCE, Fields, MissingField, Remedies

__all__ = [
    "ARTICLE_45",
    "KINDS",
    "LICENCE",
    "TABLE",
    "Fields",
    "Kind",
    "MissingField",
    "Remedies",
    "stays_inside",
]


@dataclass(frozen=True)
class Kind:
    """`word` stands in the paper's number; a paper that is `inside` is neither delivered nor sent to the outer net."""

    fields: type[Fields]
    word: str
    inside: bool = False


TABLE: dict[str, Kind] = {
    "submission_receipt": Kind(intake.SubmissionReceipt, "收"),
    "undertaking": Kind(undertaking.UndertakingPaper, "承"),
    "correction_notice": Kind(intake.CorrectionNotice, "补"),
    "acceptance_notice": Kind(intake.AcceptanceNotice, "受"),
    "decline_decision": Kind(intake.DeclineDecision, "不受"),
    "lapse_notice": Kind(intake.LapseNotice, "结"),
    "withdrawal_confirmation": Kind(intake.WithdrawalConfirmation, "撤"),
    "special_notice": Kind(course.SpecialNotice, "告"),
    "extension_notice": Kind(course.ExtensionNotice, "延"),
    "owed_return_notice": Kind(course.OwedReturnNotice, "退"),
    "hearing_rights_notice": Kind(course.HearingRightsNotice, "听告"),
    "hearing_notice": Kind(course.HearingNotice, "听通"),
    "hearing_record": Kind(course.HearingRecord, "听录"),
    "legal_opinion": Kind(course.LegalOpinion, "法审", inside=True),
    "termination_decision": Kind(course.TerminationDecision, "终"),
    "grant_decision": Kind(result.GrantDecision, "准"),
    "refusal_decision": Kind(result.RefusalDecision, "不"),
    "licence": Kind(result.Licence, "证"),
    "delivery_receipt": Kind(result.DeliveryReceipt, "达"),
    "change_decision": Kind(later.ChangeDecision, "变"),
    "renewal_decision": Kind(later.RenewalDecision, "续"),
    "revocation_decision": Kind(later.RevocationDecision, "撤销"),
    "licence_withdrawal": Kind(later.LicenceWithdrawal, "撤回"),
    "deregistration_decision": Kind(later.DeregistrationDecision, "注"),
    "amendment_notice": Kind(later.AmendmentNotice, "更"),
}
KINDS: dict[str, type[Fields]] = {name: kind.fields for name, kind in TABLE.items()}


def stays_inside(kind: str) -> bool:
    """Whether papers of this kind never leave the inner net."""
    return TABLE[kind].inside
