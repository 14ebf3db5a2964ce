"""The way round the house: which desk a person stands at, and the links of its navigation.

A link is shown only if its address exists on this net. It never decides what a person may do there: the page does.
"""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from ledger.zone import Zone, here
from powers.people.pages import home_of
from powers.people.people import HANDLING_ROLES, INSPECTOR_ROLES, Role
from powers.revisions.reviewers import CATALOGUE_ROLES


class Spot(NamedTuple):
    """A link of the navigation. `chosen` is one list of several on a page; `before` and `after` are left out on a phone.

    `roles`, if given, are the posts that the link is for, of all who work there.
    """

    words: str
    url_name: str
    chosen: str = ""
    before: str = ""
    after: str = ""
    roles: tuple = ()


class Item(NamedTuple):
    spot: Spot
    url: str
    current: str


NAMES = {
    "public": ("江苏省网上政务大厅", "行政权力网上公开透明运行平台"),
    "window": ("窗口受理工作台", "外网受理"),
    "desk": ("政务审批工作台", "政务内网"),
    "board": ("行政权力电子监察", "监察专网"),
    "catalogue": ("权力清单管理", "内网编制与审查"),
}
SPOTS = {
    "public": (
        Spot("首页", "home"),
        Spot("个人", "guide_person", after="办事"),
        Spot("法人", "guide_enterprise", after="办事"),
        Spot("清单", "catalogue", before="权力"),
        Spot("办件", "my_cases", before="我的"),
    ),
    "window": (
        Spot("登记", "counter"),
        Spot("待受理", "window"),
        Spot("已发补正", "window", "correction"),
        Spot("待送达", "window", "deliver"),
        Spot("提问", "window_questions"),
        Spot("通知", "notice_log"),
        Spot("差评", "window_ratings"),
        Spot("委托", "counter_mandates"),
    ),
    "desk": (
        Spot("待办", "desk_todo"),
        Spot("已办", "desk_done"),
        Spot("证件", "desk_licences"),
        Spot("提问", "desk_questions"),
        Spot("代理", "desk_deputies"),
        Spot("统计", "figures", roles=(Role.HEAD,)),
        Spot("权力清单", "catalogue_todo", roles=(Role.HEAD, Role.CATALOGUE)),
    ),
    "catalogue": (
        Spot("待办", "catalogue_todo", roles=CATALOGUE_ROLES),
        Spot("事项", "items", before="权力", roles=CATALOGUE_ROLES),
        Spot("清理规范", "campaigns", roles=CATALOGUE_ROLES),
        Spot("法律条款", "provisions", roles=CATALOGUE_ROLES),
        Spot("导入导出", "imports", roles=(Role.STAFFING, Role.LEGAL_OFFICE)),
        Spot("工作日历", "calendars", roles=(Role.SYSTEM_ADMIN, Role.STAFFING, Role.LEGAL_OFFICE)),
        Spot("办件", "desk_todo", roles=(Role.HEAD,)),
    ),
    "board": (
        Spot("实时看板", "board"),
        Spot("红黄牌", "cards"),
        Spot("差评", "board_ratings"),
        Spot("承诺", "board_undertakings"),
        Spot("统计", "figures"),
        Spot("规则", "rules"),
    ),
}
LINKS = {
    "login": "login",
    "logout": "logout",
    "register": "register",
    "account": "account",
    "notices": "notices",
    "desk_notices": "desk_notices",
    "large_text": "large_text",
    "help": "help",
    "accessibility": "accessibility",
    "home": "home",
    "progress": "progress",
    "search": "search",
    "results": "results",
    "verify": "verify",
    "changes": "changes",
    "open_data": "open_data",
}
WHERE = {Zone.OUTER: ("public", "window"), Zone.INNER: ("desk", "board", "catalogue")}
ROLES_AT = {
    "window": (Role.WINDOW,),
    "desk": HANDLING_ROLES,
    "board": INSPECTOR_ROLES,
    "catalogue": (*CATALOGUE_ROLES, Role.SYSTEM_ADMIN),
}


def navigation(request) -> dict:
    user = getattr(request, "user", None)
    place = place_of(user)
    return {
        "place": place,
        "names": NAMES,
        "nav": {where: items(where, request, user) for where in WHERE[here()]},
        "start": start(user),
        "links": {name: url for name, url_name in LINKS.items() if (url := address(url_name))},
        "large_text": is_large(request, user),
    }


def place_of(user) -> str:
    """The desk a person stands at: citizens in the hall, officials at the window, the desk or the board."""
    if here() is Zone.OUTER:
        return "window" if works(user, Role.WINDOW) else "public"
    if works(user, *INSPECTOR_ROLES):
        return "board"
    return "catalogue" if works(user, *ROLES_AT["catalogue"]) and not works(user, *HANDLING_ROLES) else "desk"


def start(user) -> str:
    """Where the name of the house leads: an official to his own work, everybody else to the hall."""
    is_official = bool(user and user.is_authenticated and not user.is_applicant)
    return home_of(user) if is_official else "/"


def works(user, *roles) -> bool:
    return bool(user and user.is_authenticated and not user.is_applicant and user.holds(*roles))


def items(where: str, request, user) -> list[Item]:
    """The links of one navigation that exist here, for those who work there."""
    if where != "public" and not works(user, *ROLES_AT[where]):
        return []
    for_them = [spot for spot in SPOTS[where] if not spot.roles or works(user, *spot.roles)]
    found = [(spot, url) for spot in for_them if (url := address(spot.url_name))]
    nearest = max((url for spot, url in found if leads_to(url, spot, request)), key=len, default="")
    return [Item(spot, with_list(url, spot), current(url, spot, request, nearest)) for spot, url in found]


def leads_to(url: str, spot: Spot, request) -> bool:
    """Is the page that was asked for this one, or one below it?"""
    return not spot.chosen and (request.path == url or (url != "/" and request.path.startswith(url)))


def with_list(url: str, spot: Spot) -> str:
    return f"{url}?list={spot.chosen}" if spot.chosen else url


def address(url_name: str) -> str:
    return _address(url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=1024)
def _address(url_name: str, addresses: str, prefix: str) -> str:
    """An address without parts of its own is the same as long as the process lives."""
    try:
        return reverse(url_name, urlconf=addresses)
    except NoReverseMatch:
        return ""


def current(url: str, spot: Spot, request, nearest: str) -> str:
    """`page` on the very page, `true` on the nearest one above it."""
    if request.path == url:
        return "page" if request.GET.get("list", "") == spot.chosen else ""
    return "true" if url == nearest and not spot.chosen else ""


def is_large(request, user) -> bool:
    """长者模式: kept in the session, or in the account."""
    chosen = request.session.get("large_text") if hasattr(request, "session") else None
    return bool(getattr(user, "large_text", False) if chosen is None else chosen)
