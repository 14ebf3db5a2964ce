"""What the fields of any official paper (文书) are made of, and the refusal of a paper that lacks mandatory content.

Each kind of paper is one frozen dataclass that lists what the law asks of it; `kinds` has the table of all kinds.
"""

import typing
from dataclasses import dataclass, field

from ledger.verbs import Refused
from powers.flow.paper_vocabulary import LICENCE

# 行政许可法 第四十五条: the only procedures whose time is not counted, unless another statute says so.
ARTICLE_45 = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")


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
    addressed: typing.ClassVar[bool] = True  # a letter begins with whom it is for; a record, a licence do not

    applicant: str = need("申请人")
    matter: str = need("申请事项")
    case_no: str = need("办件编号")
    organisation: bool = may("申请人是单位", False)
    power_class: str = may("权力类别", LICENCE)
    title: str = may("文书标题")
    replaces: str = may("代替的文书")

    @property
    def is_licence(self) -> bool:
        return self.power_class == LICENCE

    @property
    def you(self) -> str:
        return "你单位" if self.organisation else "你"

    def extra_needs(self) -> tuple[str, ...]:
        """Names of fields that this very paper needs beyond those its kind always needs."""
        return ()


class BasisUnlessLicence:
    """For a licence the 行政许可法 is the basis; a paper of any other class of power names its own."""

    def extra_needs(self) -> tuple[str, ...]:
        return () if self.is_licence else ("basis",)


@dataclass(frozen=True, kw_only=True)
class Remedies(Fields):
    """行政许可法 第三十八条第二款: a refusal tells the way to review and to court."""

    review_organ: str = need("行政复议机关")
    court: str = may("管辖法院", "人民法院")
