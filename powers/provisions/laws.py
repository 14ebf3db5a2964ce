"""Laws (法律法规规章) and the level of their authority, as records that powers rest on.

Decides the level from the title, where the title tells it: what a title leaves open stays 待核对 until the legal office has
looked it up. How a citation is spelt is decided here too, so that a file, a page and a flow find the same article.
"""

import re
import uuid

from django.db import models

NAMESPACE = uuid.UUID("6f1d3c1e-9a55-5c1c-8f0e-2d4b7a90c311")
BRACKETS = str.maketrans("（）〈〉", "()《》")
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇两\d]+条(?:之[一二三四五六七八九十])?")
DIGITS = "零一二三四五六七八九"
# 1958 年由全国人民代表大会常务委员会通过，名称是条例，效力是法律。
LAWS_BY_ANOTHER_NAME = ("中华人民共和国户口登记条例",)
# 有省、设区的市立法的，名称以地名开头：立法法 第七十七条。
OF_A_PLACE = re.compile(r"^(?!城市|.{0,4}市场)\S{2,6}?(省|自治区|自治州|市)(?![场政容])")


class LawKind(models.TextChoices):
    """效力级别, from the highest down (立法法 第九十八条至第一百条)."""

    LAW = "law", "法律"
    REGULATION = "regulation", "行政法规"
    DECISION = "decision", "国务院决定"
    LOCAL = "local", "地方性法规"
    RULE = "rule", "部门规章"
    LOCAL_RULE = "local_rule", "地方政府规章"
    DOCUMENT = "document", "规范性文件"
    UNCLEAR = "unclear", "待核对"


class Law(models.Model):
    """One law, whatever its level; its identity is its name, the same in both zones."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField("法律名称", max_length=200, unique=True)
    kind = models.CharField("级别", max_length=12, choices=LawKind, default=LawKind.UNCLEAR)
    number = models.CharField("文号", max_length=100, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"《{self.name}》"

    @classmethod
    def named(cls, name: str, *, kind: str = "", number: str = "") -> "Law":
        """The law of this name, made when it is new; what is known of it now fills what was open."""
        plain = plain_name(name)
        kind = kind or kind_of(plain, number)
        law, made = cls.objects.get_or_create(
            name=plain, defaults={"id": law_id(plain), "kind": kind, "number": number}
        )
        if not made and _fill(law, kind=kind, number=number):
            law.save(update_fields=["kind", "number"])
        return law


def _fill(law: Law, *, kind: str, number: str) -> bool:
    before = law.kind, law.number
    if law.kind == LawKind.UNCLEAR:
        law.kind = kind
    law.number = law.number or number
    return before != (law.kind, law.number)


def kind_of(name: str, number: str = "") -> str:
    """The level that a title and a document number tell."""
    if name in LAWS_BY_ANOTHER_NAME or re.search(r"法典?$|法\(.*\)$", name) and not name.endswith("办法"):
        return LawKind.LAW
    if name.startswith("国务院") and name.endswith("决定"):
        return LawKind.DECISION
    local = OF_A_PLACE.match(name)
    if name.endswith("条例"):
        return LawKind.LOCAL if local else LawKind.REGULATION
    if number.startswith("国务院令") or name.startswith("中华人民共和国"):
        return LawKind.REGULATION
    if "〔" in number or name.endswith(("意见", "通知")):
        return LawKind.DOCUMENT
    if re.search(r"令第?\d+号", number):
        return LawKind.LOCAL_RULE if local else LawKind.RULE
    return LawKind.UNCLEAR


def plain_name(name: str) -> str:
    return "".join(name.translate(BRACKETS).split()).removeprefix("《").removesuffix("》")


def plain_article(article: str) -> str:
    """One spelling of a place in a law: 第35条 is 第三十五条, brackets are half width."""
    text = "".join(article.translate(BRACKETS).split())
    return re.sub(r"(?<=第)\d{1,4}(?=条)", lambda match: numeral(int(match[0])), text)


def article_of(article: str) -> str:
    """The article a citation stands in: its paragraphs and items (款、项) belong to it."""
    plain = plain_article(article)
    match = ARTICLE.match(plain)
    return match[0] if match else plain


def numeral(number: int) -> str:
    """一百零五 for 105."""
    words, zero = "", False
    for unit, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + place
            zero = False
        elif words:
            zero = True
    return words.removeprefix("一") if words.startswith("一十") else words


def law_id(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, plain_name(name))
