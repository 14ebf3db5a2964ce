import datetime
from dataclasses import dataclass

from powers.flow.paper_vocabulary import PaperKind
from workflow.papers.fields import ARTICLE_45, BasisUnlessLicence, Fields, may, need


@dataclass(frozen=True, kw_only=True)
class SpecialNotice(Fields):
    label = PaperKind.SPECIAL_NOTICE.label
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
class ExtensionNotice(BasisUnlessLicence, Fields):
    label = PaperKind.EXTENSION_NOTICE.label
    article = "行政许可法 第四十二条"

    accepted_on: datetime.date = need("受理日期")
    days: int = need("延长的工作日数")
    due_on: datetime.date = need("延长后的最后一天")
    reason: str = need("延长的理由")
    provisional: bool = may("期限为预计", False)
    joint: bool = may("几个机关一起办理", False)
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class OwedReturnNotice(BasisUnlessLicence, Fields):
    label = PaperKind.OWED_RETURN_NOTICE.label
    article = "国发〔2022〕5号 容缺受理；行政许可法 第三十二条第一款第四项"

    accepted_on: datetime.date = need("受理日期")
    material: str = need("退回的材料")
    supplied_on: datetime.date = need("补交的日期")
    reasons: str = need("退回的理由和怎么改")
    supply_by: datetime.date = need("重交期限")
    where: str = need("提交方式")
    contact: str = need("联系人")
    phone: str = need("联系电话")
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class HearingRightsNotice(BasisUnlessLicence, Fields):
    label = PaperKind.HEARING_RIGHTS_NOTICE.label
    article = "行政许可法 第四十六条、第四十七条"

    accepted_on: datetime.date = need("受理日期")
    ground: str = need("听证事由")  # interest or public
    asks_by: datetime.date = need("申请听证的最后一天")
    contact: str = need("联系人")
    phone: str = need("联系电话")
    note: str = may("说明")
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class HearingNotice(BasisUnlessLicence, Fields):
    label = PaperKind.HEARING_NOTICE.label
    article = "行政许可法 第四十八条第一款第一项"

    on: datetime.datetime = need("听证时间")
    place: str = need("听证地点")
    chair: str = need("听证主持人")
    contact: str = need("联系人")
    phone: str = need("联系电话")
    note: str = may("说明")
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class HearingRecord(BasisUnlessLicence, Fields):
    label = PaperKind.HEARING_RECORD.label
    addressed = False
    article = "行政许可法 第四十八条第一款第五项、第二款"

    held_at: datetime.datetime = need("听证时间")
    place: str = need("听证地点")
    chair: str = need("听证主持人")
    attendants: tuple[str, ...] = need("参加听证的人")
    record: str = need("听证内容")
    basis: tuple[str, ...] = may("法律依据", ())


@dataclass(frozen=True, kw_only=True)
class LegalOpinion(Fields):
    label = PaperKind.LEGAL_OPINION.label
    addressed = False
    article = "国务院办公厅 国办发〔2018〕118号 重大执法决定法制审核"

    accepted_on: datetime.date = need("受理日期")
    outcome: str = need("审核结论")
    opinion: str = need("审核意见")
    reviewed_on: datetime.date = need("审核日期")
    basis: tuple[str, ...] = need("法律依据")


@dataclass(frozen=True, kw_only=True)
class TerminationDecision(Fields):
    label = PaperKind.TERMINATION_DECISION.label
    article = "法定的终止情形，由机关负责人批准"

    accepted_on: datetime.date = need("受理日期")
    ground: str = need("终止的情形")
    reasons: str = need("终止的理由")
    review_organ: str = need("行政复议机关")
    court: str = may("管辖法院", "人民法院")
    basis: tuple[str, ...] = may("法律依据", ())
