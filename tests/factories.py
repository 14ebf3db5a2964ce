"""Test objects. A case walks to its state through the real verbs; nothing here sets a state."""

from itertools import count

from django.test import override_settings

from exchange import blobs
from ledger import clock
from powers.catalogue import Edition, Power, PowerClass
from powers.codes import basic_code, credit_check, id_check, office_code
from powers.flow.default_flows import default_flow
from powers.items.undertakings import digest
from powers.items.undertakings import of as promisable
from powers.people.offices import Area, Level, Office
from powers.people.people import REGISTRAR, AccountKind, Post, Role, User
from workflow.machine import Case
from workflow.materials import filings
from workflow.materials.materials import Material
from workflow.materials.undertakings import Word
from workflow.states import State

_serial = count(1)

BACKEND = "powers.backends.AccountBackend"

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
MATERIALS = [
    {"code": "m1", "name": "申请表", "required": True, "form": "电子", "source": "申请人自备", "note": ""},
    {"code": "m2", "name": "身份证明", "required": True, "form": "电子", "source": "申请人自备", "note": ""},
]

PROMISABLE = {
    "code": "m3", "name": "无犯罪记录证明", "required": True, "form": "电子", "source": "政府部门核发", "note": "",
    "undertaking": {
        "asks": "没有因故意犯罪受过刑事处罚", "says": "本人没有因故意犯罪受过刑事处罚", "check": "online", "days": 30,
        "liability": "决定予以撤销，并记入信用记录；构成犯罪的，依法追究刑事责任",
    },
}  # fmt: skip
LATER = {
    "code": "m3", "name": "学历证明", "need": "later", "required": False, "form": "电子", "source": "申请人自备", "note": "",
}  # fmt: skip


def area(code="320106", name="鼓楼区", level=Level.COUNTY) -> Area:
    return Area.objects.get_or_create(code=code, defaults={"name": name, "level": level})[0]


def office(name="鼓楼区卫生健康委员会", *, in_area=None, parent=None) -> Office:
    place = in_area or area()
    found = Office.objects.filter(name=name, area=place).first()
    return found or Office.objects.create(
        code=office_code(area=place.code, serial=next(_serial)), name=name, short_name=name[-7:-3], numbering="鼓卫",
        area=place, parent=parent, phone="025-00000000", address="中山北路 1 号",
    )  # fmt: skip


def official(*roles, at: Office, name=None, staff_no=None) -> User:
    serial = next(_serial)
    user = User.objects.create_user(
        f"official{serial}", "pass-for-tests-1", kind=AccountKind.OFFICIAL, name=name or f"工作人员{serial}",
        staff_no=staff_no or f"S{serial:04d}",
    )  # fmt: skip
    for role in roles:
        Post.objects.create(user=user, office=at, role=role)
    return user


def citizen(kind=AccountKind.PERSON) -> User:
    return User.objects.create_user(f"citizen{next(_serial)}", "pass-for-tests-1", kind=kind)


def id_number(*, born="19900307", serial=1) -> str:
    first = f"320106{born}{serial:03d}"
    return first + id_check(first)


def credit_code(serial=1) -> str:
    """The code of an enterprise that is none."""
    body = f"{32010600 + serial}"
    rest = 11 - sum(w * int(d) for w, d in zip((3, 7, 9, 10, 5, 8, 4, 2), body, strict=True)) % 11
    first = f"91320106{body}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return first + credit_check(first)


def edition(
    *,
    at: Office | None = None,
    flow=None,
    promised_days=8,
    statutory_days=20,
    name="护士执业注册",
    form=None,
    details=None,
    materials=MATERIALS,
) -> Edition:
    power_class = PowerClass.objects.get_or_create(
        code="01", defaults={"name": "行政许可", "on_application": True}
    )[0]
    number = next(_serial)
    power = Power.objects.create(
        basic_code=basic_code(province="32", power_class="01", department="01", item=number % 1000), name=name,
        power_class=power_class, office=at or office(), level=Level.COUNTY,
    )  # fmt: skip
    flow = flow or default_flow("行政许可", case_type="承诺件", promised_days=promised_days)
    made = Edition(
        power=power, version=1, name=name, statutory_days=statutory_days, promised_days=promised_days, case_type="承诺件",
        for_person=True, for_enterprise=True, basis=[{"law": "护士条例", "article": "第八条"}], materials=materials,
        form=form or {"v": 1, "sections": []}, flow_data=flow.to_data(), result_name="护士执业证书", content_digest="0" * 64,
        details=details or {},
    )  # fmt: skip
    with override_settings(ZONE="inner"):
        made.publish(by=REGISTRAR, at=clock.now())
    power.current = made
    power.save()
    return made


class Staff:
    """One person on each post of an office."""

    def __init__(self, at: Office):
        self.office = at
        for role in (
            Role.WINDOW,
            Role.HANDLER,
            Role.SURVEYOR,
            Role.EXPERT,
            Role.REVIEWER,
            Role.LEGAL,
            Role.HEAD,
        ):
            setattr(self, role.value, official(role, at=at))

    def on(self, lane: str) -> User:
        return getattr(self, lane)


def material(code="m1", data=PDF, name="申请表.pdf") -> Material:
    sha256 = blobs.put(data, media_type="application/pdf")
    return Material(
        code=code, sha256=sha256, size=len(data), media_type="application/pdf", details={"file": name}
    )


def party(name="张三") -> dict:
    return {
        "name": name, "id_kind": "身份证", "id_number": id_number(), "phone": "13800000001", "legal_person": "", "agent": "",
    }  # fmt: skip


def submitted(*, edition_=None, applicant=None, at=None, demo=False, token=None, **edition_facts) -> Case:
    whole = edition_ or edition(**edition_facts)
    promised = [
        Word(code, digest(m), (at or clock.now()).isoformat()) for code, m in promisable(whole).items()
    ]
    return filings.submit(
        whole, by=applicant or citizen(), at=at or clock.now(), party=party(), answers={"reason": "开办"},
        materials=[material("m1"), material("m2")], demo=demo, token=token or f"token{next(_serial)}", words=promised,
    )  # fmt: skip


def fresh(case: Case) -> Case:
    """Read a case again, as the next request would."""
    return Case.objects.select_related("edition__power__office", "office", "applicant").get(pk=case.pk)


def case_at(state: State, *, zone, staff: Staff | None = None, at=None, **facts) -> tuple[Case, Staff]:
    """A case that has walked to `state`. `zone` is the fixture that switches zones."""
    with zone("outer"):
        case = submitted(at=at, **facts)
    staff = staff or Staff(case.office)
    for verb, where in ROUTES[state]:
        with zone(where):
            STEPS[verb](fresh(case), staff, at or clock.now())
    return fresh(case), staff


def _advance_to_decision(case, staff, at):
    while case.open_runs[0].kind != "decision":
        run = case.open_runs[0]
        case.advance(
            by=staff.on(run.lane), at=at, step=run.code, outcome=run.step.forward[0].code, note="符合条件"
        )  # fmt: skip
        case = fresh(case)


STEPS = {
    "ask": lambda c, s, at: c.ask_to_complete(
        by=s.window, at=at, items=[{"code": "m1", "name": "申请表", "text": "没有签名"}]
    ),
    "accept": lambda c, s, at: c.accept(by=s.window, at=at),
    "decline": lambda c, s, at: c.decline(by=s.window, at=at, reasons="依法不需要取得行政许可"),
    "examine": _advance_to_decision,
    "grant": lambda c, s, at: c.grant(by=s.head, at=at, note="同意"),
    "refuse": lambda c, s, at: c.refuse(by=s.head, at=at, note="不同意", reasons="不符合第八条规定的条件"),
    "deliver": lambda c, s, at: c.deliver(
        by=s.window, at=at, way="window", receiver="张三（本人）", proof="核对身份证原件，本人签字"
    ),
    "withdraw": lambda c, s, at: c.withdraw(by=c.applicant, at=at),
    "terminate": lambda c, s, at: c.terminate(
        by=s.head, at=at, ground="duplicate", reasons="同一申请已在另一件办理"
    ),
    "pause": lambda c, s, at: _pause(c, s, at),
}


def _pause(case, staff, at):
    run = next(run for run in case.open_runs if run.stops_clock)
    case.pause(by=staff.on(run.lane), at=at, step=run.code, ground="testing", days=10)


ACCEPTED = [("accept", "outer")]
DECIDING = [*ACCEPTED, ("examine", "inner")]
ROUTES = {
    State.SUBMITTED: [],
    State.CORRECTION: [("ask", "outer")],
    State.DECLINED: [("decline", "outer")],
    State.HANDLING: ACCEPTED,
    State.PAUSED: [*ACCEPTED, ("pause", "inner")],
    State.GRANTED: [*DECIDING, ("grant", "inner")],
    State.REFUSED: [*DECIDING, ("refuse", "inner")],
    State.TERMINATED: [*ACCEPTED, ("terminate", "inner")],
    State.WITHDRAWN: [("withdraw", "outer")],
    State.CONCLUDED: [*DECIDING, ("grant", "inner"), ("deliver", "outer")],
}
