"""Whose a licence is: the applicant of the case that gave it, whoever filed that case.

Its holder asks by his account. Who asks for him as his agent names it by its number, and it is held against what the principal
is known by (`identity_documents.known_as`). Whoever is wrong hears one sentence: it does not tell a number that nobody has from
a licence of somebody else.
"""

import re
from unicodedata import normalize

from ledger.verbs import Refused
from powers.items.identity_documents import known_as
from workflow.licences.licences import Licence

OWN = "这份证件不是您的，或者不是这个事项发的，请从“我的证照”里选"
NOT_HIS = "没有找到这个申请人持有的这份证件，请核对证号和申请人的证件号码"


class NotHis(Refused):
    def __init__(self):
        super().__init__(NOT_HIS)


def plain_number(typed: str) -> str:
    """A number as it is printed: 〔2026〕 is typed with many brackets, and spaces mean nothing."""
    number = re.sub(r"\s", "", normalize("NFKC", typed))
    return re.sub(r"[(\[【{]", "〔", re.sub(r"[)\]】}]", "〕", number))


def named(number: str, *, principal: str) -> Licence:
    """The licence of this number whose holder is the principal; NotHis for none and for anybody else's."""
    of_number = Licence.objects.filter(number=plain_number(number)).select_related(
        "case__party", "case__edition", "power__current", "power__office", "power__power_class", "office"
    )
    found = next((each for each in of_number if is_held_by(each, principal)), None)
    if found is None:
        raise NotHis
    return found


def is_held_by(licence: Licence, principal: str) -> bool:
    return bool(principal) and known_as(licence.case.party.details) == principal


def refuse_other(licence: Licence, *, by, edition, principal: str = "") -> None:
    """Refuse who asks for a licence that is not his, or, for an agent, not his principal's; and one of another item."""
    own = is_held_by(licence, principal) if principal else licence.case.applicant_id == by.pk
    if not own or licence.power_id != edition.power_id:
        raise NotHis if principal else Refused(OWN)
