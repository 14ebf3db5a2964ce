"""Made-up applicants, answers and materials for demonstration cases; every one of them says that it is made up."""

import io
import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from exchange import blobs
from powers.codes import credit_check, id_check
from powers.forms.vocabulary import questions_of
from powers.items.divisions import full_name
from powers.items.identity_documents import RESIDENT
from powers.people.people import AccountKind, User
from workflow.forms.blocks import is_block, is_divided, part_questions
from workflow.materials import owing
from workflow.materials.materials import Material, wanted

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
TRADES = ("餐饮管理", "文化传播", "物流", "建设工程", "医药", "科技", "环境工程", "教育咨询")
PLACES = ("梧桐里", "秦淮", "紫金", "玄武湖", "石城", "燕子矶", "钟山", "莫愁")
HOME = "320106"
FONT = Path(__file__).parents[1] / "fonts"


def party(dice: random.Random, kind: str) -> dict:
    """The details of a made-up applicant; the numbers have right check digits and belong to nobody."""
    person = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(("", dice.choice(GIVEN)))
    phone = f"1380000{dice.randint(0, 9999):04d}"
    if kind == AccountKind.ENTERPRISE:
        name = f"南京{dice.choice(PLACES)}{dice.choice(TRADES)}有限公司"
        return {
            "name": name,
            "id_kind": "统一社会信用代码",
            "id_number": _credit_code(dice),
            "phone": phone,
            "legal_person": person,
        }
    first = f"320106{dice.randint(1960, 2004)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}{dice.randint(0, 999):03d}"
    return {
        "name": person,
        "id_kind": RESIDENT,
        "id_number": first + id_check(first),
        "phone": phone,
        "legal_person": "",
    }


def _credit_code(dice: random.Random) -> str:
    body = "".join(str(dice.randint(0, 9)) for _ in range(8))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11
    first = f"91320106{body}{ {10: 'X', 11: '0'}.get(rest, str(rest)) }"
    return first + credit_check(first)


def account(dice: random.Random, kind: str) -> User:
    """One of twenty made-up accounts of a kind, that nobody can sign in to."""
    login = f"demo-{kind}-{dice.randint(1, 20)}"
    return User.objects.get_or_create(login=login, defaults={"kind": kind, "demo": True, "password": "!"})[0]


def answers(form: dict, dice: random.Random) -> dict:
    """An answer to every question of a form that arises without another, as it is kept."""
    questions = [question for question in questions_of(form) if "when" not in question]
    return {question["code"]: _answer(question, dice) for question in questions}


def _answer(question: dict, dice: random.Random):
    kind, values = question["kind"], [option["value"] for option in question.get("options", ())]
    if kind == "table":
        return [{column["code"]: _answer(column, dice) for column in question["columns"]} for _ in range(2)]
    if is_block(question):
        return {part: _answer(asked, dice) for part, asked in part_questions(question).items()} | (
            {"area": full_name(HOME)} if is_divided(question) else {}
        )
    low = max(question.get("min", 20), 1)
    return {
        "number": str(dice.randint(low, min(question.get("max", 400), low + 380))),
        "money": dice.randint(1, 90) * 1_000_000,
        "date": "2026-12-15",
        "choice": values[0] if values else "",
        "choices": values[:1],
        "phone": "13800000000",
        "division": HOME,
        "document": f"E{dice.randint(10_000_000, 99_999_999)}",
        "upload": ["演示.png"],
        "address": "中山北路 12 号（演示）",
    }.get(kind, question.get("example") or "演示内容")


def materials(edition, told: dict) -> list[Material]:
    """One picture for each material that the answers call for."""
    return [
        _material(m["code"], m["name"])
        for m in wanted(edition, told)
        if m.get("required", True) or owing.may_wait(m)
    ]


def _material(code: str, name: str) -> Material:
    data = picture(name)
    sha256 = blobs.put(data, media_type="image/png")
    details = {"file": f"{name[:30]}（演示）.png"}
    return Material(code=code, sha256=sha256, size=len(data), media_type="image/png", details=details)


@cache
def picture(name: str) -> bytes:
    """A page with the name of a material, marked as demonstration."""
    page = Image.new("RGB", (900, 620), "white")
    draw = ImageDraw.Draw(page)
    font = next(iter(sorted(FONT.glob("*.?tf"))))
    draw.rectangle((30, 30, 870, 590), outline="#7a8797", width=2)
    for at, text, size in (
        ((70, 80), name[:22], 34),
        ((70, 150), name[22:44], 34),
        ((70, 500), "演示数据，不是真实材料", 26),
    ):
        draw.text(at, text, fill="#1d2733", font=ImageFont.truetype(str(font), size))
    box = io.BytesIO()
    page.save(box, "PNG", optimize=True)
    return box.getvalue()
