"""The paper of what the office told and the applicant promised instead of handing a material in (告知承诺书).

国办发〔2020〕42号 asks for the matter with its basis, what is to be proved, what follows from an untrue promise, the power to
check and whether the paper is made public on the one side; on the other that all was understood, that it is so, that the maker
bears the consequences, and that it is his own will.
"""

import datetime
from dataclasses import dataclass

from powers.flow.paper_vocabulary import PaperKind
from workflow.papers.fields import Fields, may, need


@dataclass(frozen=True, kw_only=True)
class UndertakingPaper(Fields):
    label = PaperKind.UNDERTAKING.label
    article = "国办发〔2020〕42号"
    addressed = False

    basis: tuple[str, ...] = need("设定依据")
    names: tuple[str, ...] = need("以承诺替代的材料")
    asks: tuple[str, ...] = need("法律要求的证明内容")
    says: tuple[str, ...] = need("承诺的内容")
    liability: tuple[str, ...] = need("承诺不实的后果")
    checks: tuple[str, ...] = need("核查方式和期限")
    prints: tuple[str, ...] = need("告知内容的指纹")
    promised_at: datetime.datetime = need("承诺时间")
    way: str = may("怎么承诺")  # agent, paper; empty online by himself
