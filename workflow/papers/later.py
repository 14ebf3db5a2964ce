"""Papers after the decision: a licence changed, renewed, revoked, withdrawn or cancelled from the register (行政许可法 第八条、
第四十九条、第五十条、第六十九条、第七十条), and the notice that an issued paper had a clerical error.
"""

import datetime
from dataclasses import dataclass

from powers.flow.paper_vocabulary import PaperKind
from workflow.papers.fields import Fields, Remedies, may, need


@dataclass(frozen=True, kw_only=True)
class LicenceAct(Fields):
    """What every act about a licence names."""

    licence_name: str = need("证件名称")
    licence_number: str = need("证号")
    licensed_on: datetime.date = need("发证日期")
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class ChangeDecision(LicenceAct):
    label = PaperKind.CHANGE_DECISION.label
    article = "行政许可法 第四十九条"

    applied_on: datetime.date = need("申请变更的日期")
    changes: tuple[str, ...] = need("变更的内容")


@dataclass(frozen=True, kw_only=True)
class RenewalDecision(LicenceAct):
    label = PaperKind.RENEWAL_DECISION.label
    article = "行政许可法 第五十条"

    applied_on: datetime.date = need("申请延续的日期")
    valid_from: datetime.date = need("延续后有效期起")
    # 新的版本可以不写期限
    valid_to: datetime.date = may("延续后有效期止", None)
    silent: bool = may("期满前没有作出决定，视为准予延续", False)


@dataclass(frozen=True, kw_only=True)
class LicenceRemedies(Remedies, LicenceAct):
    """An act against the holder tells the way to review and to court."""


@dataclass(frozen=True, kw_only=True)
class RevocationDecision(LicenceRemedies):
    label = PaperKind.REVOCATION_DECISION.label
    article = "行政许可法 第六十九条"

    ground: str = need("撤销的情形")  # article 69: abuse, competence, procedure, unqualified, other or fraud
    facts: str = need("查明的事实")
    from_on: datetime.date = need("无效的日期")


@dataclass(frozen=True, kw_only=True)
class LicenceWithdrawal(LicenceRemedies):
    label = PaperKind.LICENCE_WITHDRAWAL.label
    article = "行政许可法 第八条"

    ground: str = need("撤回的情形")  # law_changed or facts_changed
    facts: str = need("变化的情况")
    from_on: datetime.date = need("失效的日期")
    compensation: str = need("补偿的安排")


@dataclass(frozen=True, kw_only=True)
class DeregistrationDecision(LicenceRemedies):
    label = PaperKind.DEREGISTRATION_DECISION.label
    article = "行政许可法 第七十条"

    ground: str = need("注销的情形")  # article 70: expired, dead, ended, revoked, impossible or other
    facts: str = need("查明的事实")
    from_on: datetime.date = need("注销的日期")


@dataclass(frozen=True, kw_only=True)
class AmendmentNotice(Fields):
    """A clerical error of an issued paper, and the number of the paper that now stands in its place."""

    label = PaperKind.AMENDMENT_NOTICE.label
    article = "本机关对文书笔误的更正"

    old_title: str = need("原文书名称")
    old_number: str = need("原文书文号")
    old_on: datetime.date = need("原文书日期")
    errors: tuple[str, ...] = need("更正的内容")
    new_number: str = need("新文书文号")
