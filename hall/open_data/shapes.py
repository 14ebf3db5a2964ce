"""The shapes of the open interface, version 1: what a power, an edition and a change are to a program. Names stay in v1.

An edition carries its `content` as it was published, whole: the SHA-256 of its canonical JSON (sorted keys, no spaces) is
`content_digest`, so that anybody can see that what is shown is what was published.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Named(Schema):
    code: str = Field(description="代码")
    name: str = Field(description="名称")


class SuspensionShape(Schema):
    """一次暂停"""

    begins_on: date = Field(description="从哪一天起")
    ends_on: date | None = Field(description="从哪一天起恢复；没有定的是 null")
    reasons: str = Field(description="理由")
    document: str = Field(description="依据的文件")


class PowerShape(Schema):
    """权力事项，连同它最近一版的要点"""

    id: UUID = Field(description="事项标识，永久不变")
    url: str = Field(description="网页的永久网址")
    basic_code: str = Field(description="基本编码，12 位")
    implementation_code: str = Field(description="实施编码，31 位")
    name: str = Field(description="事项名称")
    power_class: Named = Field(description="权力类别")
    office: Named = Field(description="实施主体，代码是统一社会信用代码")
    level: Named = Field(description="行使层级")
    force: str = Field(
        description="效力：current 现行有效，suspended 暂停，lapsed 依据已失效，cancelled 已取消"
    )
    applicable: bool = Field(description="今天能不能网上申请")
    version: int = Field(description="最近一版的版本号")
    theme: str = Field(description="主题")
    statutory_days: int | None = Field(description="法定办结时限的数目，单位见 statutory_words")
    statutory_words: str = Field(description="法定办结时限，连同单位")
    promised_days: int | None = Field(description="承诺办结时限，工作日")
    promise_is_demo: bool = Field(description="承诺时限是不是演示用的")
    charges: bool = Field(description="收不收费")
    effective_at: datetime = Field(description="最近一版的生效时间")
    ended_at: datetime | None = Field(description="取消的时间")
    lapses_on: date | None = Field(description="最后一条依据失效的日期")
    suspended_on: date | None = Field(description="正在暂停的，或者将要暂停的，从哪一天起")
    resumes_on: date | None = Field(description="暂停的从哪一天起恢复；没有定的是 null")
    suspensions: list[SuspensionShape] = Field(description="历次暂停，新的在前")


class Consent(Schema):
    stage: str = Field(description="环节")
    office: str = Field(description="机关")
    on: date = Field(description="日期")


class ChangeShape(Schema):
    """清单的一次变更"""

    number: int = Field(description="顺序号，越大越新")
    verb: str = Field(
        description="publish 发布，cancel 取消，suspend 暂停，resume 启用，lapse 依据失效，regain 依据恢复"
    )
    title: str = Field(description="变更情形")
    at: datetime = Field(description="时间")
    power: UUID = Field(description="事项标识")
    name: str = Field(description="事项名称")
    office: str = Field(description="实施主体")
    version: int = Field(description="涉及的版本")
    reasons: str = Field(description="理由")
    document: str = Field(description="依据的文件")
    consents: list[Consent] = Field(description="同意的机关和日期")
    successor: UUID | None = Field(description="接替的事项")
    seal: str = Field(description="这件事在记录链上的指纹")
    day: date | None = Field(description="暂停、启用、依据失效的，从哪一天起")
    until: date | None = Field(description="暂停的，到哪一天自动恢复")


class BasisShape(Schema, extra="allow"):
    law: str = Field(description="法律名称")
    article: str = Field(description="条款")
    provision: str | None = Field(None, description="法律条款库里的标识")


class UndertakingShape(Schema, extra="allow"):
    asks: str = Field(description="法律要求的证明内容")
    says: str = Field(description="承诺的内容")
    liability: str = Field(description="承诺不实的后果")
    check: str = Field(description="核查方式：online 数据共享，site 现场，assist 请有关机关协助")
    days: int = Field(description="作出决定后多少个工作日内核查")


class MaterialShape(Schema, extra="allow"):
    code: str = Field(description="代码")
    name: str = Field(description="材料名称")
    required: bool = Field(description="必不必交")
    form: str = Field(description="形式")
    source: str = Field(description="来源")
    note: str = Field(description="说明")
    undertaking: UndertakingShape | None = Field(None, description="可以用书面承诺替代的，告知的全部内容")


class Content(Schema, extra="allow"):
    """发布的全部内容，一字不差"""

    name: str = Field(description="事项名称")
    result_name: str = Field(description="审批结果")
    theme: str = Field(description="主题")
    case_type: str = Field(description="办件类型")
    limit_wording: str = Field(description="时限原文")
    fee_basis: str = Field(description="收费依据")
    conditions: str = Field(description="受理条件")
    statutory_days: int | None = Field(
        description="法定办结时限的数目，单位见 details 的 statutory_unit，没写的是工作日"
    )
    promised_days: int | None = Field(description="承诺办结时限，工作日")
    promise_is_demo: bool = Field(description="承诺时限是不是演示用的")
    for_person: bool = Field(description="面向自然人")
    for_enterprise: bool = Field(description="面向法人")
    charges: bool = Field(description="收费")
    basis: list[BasisShape] = Field(description="设定依据")
    materials: list[MaterialShape] = Field(description="申请材料")
    form: dict[str, Any] = Field(description="申请表")
    flow_data: dict[str, Any] = Field(description="办理流程，公布的流程图就是按它画的")
    details: dict[str, Any] = Field(description="其他要素")


class EditionBrief(Schema):
    """一个版本的要点"""

    id: UUID = Field(description="版本标识，永久不变")
    url: str = Field(description="网页的永久网址")
    power: UUID = Field(description="事项标识")
    version: int = Field(description="版本号")
    name: str = Field(description="这一版的事项名称")
    force: str = Field(
        description="效力：current 现行有效，suspended 暂停，lapsed 依据已失效，superseded 旧版，cancelled 已取消"
    )
    effective_at: datetime = Field(description="生效时间")
    ended_at: datetime | None = Field(description="失效时间")
    lapses_on: date | None = Field(description="最后一条依据失效的日期")
    content_digest: str = Field(description="内容的指纹，SHA-256")


class EditionShape(EditionBrief):
    """一个版本，连同发布的全部内容"""

    content: Content
    changes: list[ChangeShape] = Field(description="这一版的来历和去向")


class ClassShape(Named):
    """权力类别"""

    on_application: bool = Field(description="是不是依申请行使")
    powers: int = Field(description="清单里现有的事项数")


class OfficeShape(Named):
    """实施主体"""

    short_name: str = Field(description="简称")
    area: Named = Field(description="行政区划")
    phone: str = Field(description="电话")
    address: str = Field(description="地址")
    powers: int = Field(description="清单里现有的事项数")


class Page(Schema):
    next: str | None = Field(description="下一页的网址；没有就是最后一页")


class PowerPage(Page):
    items: list[PowerShape]


class ChangePage(Page):
    items: list[ChangeShape]


class OfficePage(Page):
    items: list[OfficeShape]


class EditionList(Schema):
    items: list[EditionBrief]


class ClassList(Schema):
    items: list[ClassShape]


class Failure(Schema):
    """为什么没有答案"""

    status: int = Field(description="HTTP 状态码")
    message: str = Field(description="原因和改法")
