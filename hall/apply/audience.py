"""Who may apply for an item online: an account of the kind the edition takes, while the item takes applications."""

from ledger.verbs import NotAllowed, Refused
from powers.catalogue import Edition
from powers.force import why_closed
from powers.people.people import AccountKind, User


def refuse_audience(edition: Edition, by: User, *, on) -> None:
    if not by.is_applicant:
        raise NotAllowed("工作账号不能申请办事，请用个人或者单位的账户登录")
    refuse_item(edition, kind=by.kind, on=on)


def refuse_item(edition: Edition, *, kind: str, on) -> None:
    """Refuse an item that takes no application on that day, or none of such an applicant."""
    closed = why_closed(edition, on=on)
    if closed:
        raise Refused(closed)
    if not edition.applicable or edition.state != "published":
        raise Refused("这个事项现在不能在网上申请，请看权力清单或者打 12345")
    if kind == AccountKind.PERSON and not edition.for_person:
        raise NotAllowed("这个事项由企业和组织申请，请用单位的账户登录")
    if kind == AccountKind.ENTERPRISE and not edition.for_enterprise:
        raise NotAllowed("这个事项由个人申请，请用个人的账户登录")
