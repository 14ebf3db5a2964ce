"""The people of the demonstration: officials of every office, each net its own accounts, all with one known password.

It refuses to run where real people work. Acceptance is on the outer net, everything behind it on the inner net; the people
of an office are different persons post by post, because one person may not hold two key steps of a case. Applicants are
made by the hall; their names and logins stand here too, so that the table of accounts is one.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from ledger.verbs import Refused
from ledger.zone import Zone, here
from powers.people.establishment import area, department_names, office
from powers.people.offices import Office
from powers.people.people import AccountKind, Post, Role, User

PASSWORD = "Yangguang2026"
HOME_AREA = "320100"
DISTRICT = "320106"
MAIN_DEPARTMENT = "23"
GOVERNMENT, STAFFING, INSPECTION, LEGAL = "01", "02", "03", "11"
FAMILY_NAMES = "李王张刘陈杨赵黄周吴徐孙朱马胡郭林何高罗"
GIVEN_NAMES = (
    "卫国",
    "建华",
    "晓梅",
    "志强",
    "丽娟",
    "文博",
    "海燕",
    "永年",
    "秀英",
    "嘉宁",
    "思远",
    "明珠",
    "国庆",
    "雨晴",
    "立新",
    "静怡",
)


@dataclass(frozen=True)
class DemoAccount:
    """One line of the table of accounts: on which net, who signs in how, and what to try there."""

    zone: Zone
    login: str
    who: str
    hint: str
    roles: tuple[Role, ...] = ()
    department: str = MAIN_DEPARTMENT


OUTER, INNER = Zone.OUTER, Zone.INNER
DEMO_APPLICANTS = (
    DemoAccount(OUTER, "13800000317", "张小兰（个人）", "搜“护士执业注册”，看指南，在线申请"),
    DemoAccount(OUTER, "13800000425", "陈志远（个人）", "申请一件，看进度，补正，撤回"),
    DemoAccount(OUTER, "13800000519", "南京晴川餐饮管理有限公司（企业）", "申请公共场所卫生许可"),
)
DEMO_OFFICIALS = (
    DemoAccount(OUTER, "window", "市卫健委受理岗", "受理，或者一次说清要补什么", (Role.WINDOW,)),
    DemoAccount(INNER, "handler", "市卫健委承办岗", "审查，写意见", (Role.HANDLER,)),
    DemoAccount(INNER, "surveyor", "市卫健委核查岗", "现场核查，停钟和恢复", (Role.SURVEYOR,)),
    DemoAccount(INNER, "expert", "市卫健委专家", "评审", (Role.EXPERT,)),
    DemoAccount(INNER, "reviewer", "市卫健委审核岗", "审核", (Role.REVIEWER,)),
    DemoAccount(INNER, "legal", "市卫健委法制岗", "合法性审查", (Role.LEGAL,)),
    DemoAccount(INNER, "head", "市卫健委决定岗", "准予，或者写明理由不予", (Role.HEAD,)),
    DemoAccount(INNER, "catalogue", "市卫健委清单专员", "起草清单的修订，送签", (Role.CATALOGUE,)),
    DemoAccount(INNER, "staffing", "市委编办", "初审清单的修订", (Role.STAFFING,), STAFFING),
    DemoAccount(INNER, "legal-office", "市司法局法制机构", "审查修订是不是合法", (Role.LEGAL_OFFICE,), LEGAL),
    DemoAccount(INNER, "approver", "市政府", "批准新增、取消和下放", (Role.GOVERNMENT,), GOVERNMENT),
    DemoAccount(INNER, "inspector", "市卫健委监察", "只看得到本部门的红黄牌", (Role.DEPARTMENT_INSPECTOR,)),
    DemoAccount(
        INNER, "government", "市政府监察", "看全市的红黄牌", (Role.GOVERNMENT_INSPECTOR,), INSPECTION
    ),
    DemoAccount(
        INNER, "system", "系统管理员", "三员分立：管系统和工作日历", (Role.SYSTEM_ADMIN,), GOVERNMENT
    ),
    DemoAccount(INNER, "security", "安全管理员", "三员分立：管授权", (Role.SECURITY_ADMIN,), GOVERNMENT),
    DemoAccount(INNER, "audit", "审计管理员", "三员分立：看记录", (Role.AUDIT_ADMIN,), GOVERNMENT),
)
DEMO_ACCOUNTS = (*DEMO_APPLICANTS, *DEMO_OFFICIALS)
AT_THE_DESK = tuple(each for each in DEMO_OFFICIALS if each.department == MAIN_DEPARTMENT)


def accounts() -> list[DemoAccount]:
    """Every account of this net: those of the table, and the same posts in every other department."""
    others = [code for code in department_names() if code > INSPECTION and code != MAIN_DEPARTMENT]
    copies = [
        replace(each, login=f"{each.login}-{code}", department=code)
        for code in others
        for each in AT_THE_DESK
    ]
    return [each for each in (*DEMO_OFFICIALS, *copies) if each.zone == here()]


def seed() -> int:
    """Make the areas, offices and officials that this net lacks; answer how many people are new."""
    if not settings.EMBEDDED:
        raise Refused("这里是正式环境，不建立演示账号")
    with transaction.atomic():
        area(DISTRICT)
        home = area(HOME_AREA)
        offices = {code: office(name, within=home) for code, name in department_names().items()}
        return _people(offices)


def _people(offices: dict[str, Office]) -> int:
    known = set(User.objects.filter(kind=AccountKind.OFFICIAL).values_list("login", flat=True))
    new = [account for account in accounts() if account.login not in known]
    password = make_password(PASSWORD) if new else ""
    User.objects.bulk_create(_user(account, password) for account in new)
    users = {user.login: user for user in User.objects.filter(login__in=[account.login for account in new])}
    Post.objects.bulk_create(
        Post(user=users[account.login], office=offices[account.department], role=role)
        for account in new
        for role in account.roles
    )
    return len(new)


def _user(account: DemoAccount, password: str) -> User:
    number = int(sha256(account.login.encode()).hexdigest()[:8], 16)
    name = FAMILY_NAMES[number % len(FAMILY_NAMES)] + GIVEN_NAMES[number // 32 % len(GIVEN_NAMES)]
    role = list(Role).index(account.roles[0]) + 1
    return User(
        login=account.login, password=password, kind=AccountKind.OFFICIAL, name=name,
        staff_no=f"{HOME_AREA[:4]}{account.department}{role:02d}", demo=True,
    )  # fmt: skip
