"""The pages of a draft that are not from the vocabulary: the proposal itself, the plain columns, the basis, the materials.

A promised limit that is written here is the department's own promise, no longer the demonstration's. A material keeps its
code for as long as it is on the list, because cases and forms know it by that.
"""

from itertools import count

from powers.items.undertakings import CHECKS, MOST_DAYS, PARTS
from powers.items.vocabulary import Field
from powers.revisions.about import AboutForm, ConditionsForm, PlainForm
from powers.revisions.forms import DetailsPage, Page, rows_of


def _same(*words: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)


def _must(code: str, label: str, **more) -> Field:
    return Field(code=code, label=label, must="every", **{"kind": "text", **more})


def _told(code: str, label: str, **more) -> Field:
    return Field(code=code, label=label, fold="可以用书面承诺替代（告知承诺）", **more)


NEEDS = (("must", "必要"), ("if", "视情形"), ("later", "容缺后补"))
BASIS = Field(
    code="basis",
    label="设定依据",
    kind="rows",
    columns=(
        _must("law", "法律名称", hint="不写书名号，例如“护士条例”"),
        _must("article", "第几条", hint="例如“第八条”"),
    ),
)
MATERIALS = Field(
    code="materials",
    label="申请材料",
    kind="rows",
    columns=(
        _must("name", "材料名称"),
        _must("need", "必要性", kind="choice", choices=NEEDS),
        _must("form", "形式", kind="choice", choices=_same("电子", "纸质", "纸质和电子", "在线填写")),
        _must("source", "来源渠道", kind="choice", choices=_same("申请人自备", "政府部门核发", "其他")),
        Field(code="wait_days", label="容缺后补最多几个工作日", kind="number", hint="不填的，按承诺办结时限"),
        Field(code="originals", label="原件份数", kind="number"),
        Field(code="copies", label="复印件份数", kind="number"),
        Field(code="basis", label="要求依据", kind="text"),
        Field(code="standard", label="受理标准", kind="text"),
        Field(code="note", label="填报须知", kind="text"),
        Field(code="shared", label="可以共享，不用交", kind="flag"),
        _told(
            "u_asks",
            "法律要求的证明内容",
            kind="long",
            hint="能承诺替代的才填，五栏都要填（国办发〔2020〕42号）",
        ),
        _told("u_says", "承诺的内容", kind="long", hint="用第一人称写，例如“本人没有……”"),
        _told("u_liability", "承诺不实的后果", kind="long", hint="写明民事、行政、刑事责任"),
        _told("u_check", "核查方式", kind="choice", choices=CHECKS),
        _told("u_days", "作出决定后几个工作日内核查", kind="number", hint=f"1 到 {MOST_DAYS}"),
    ),
)
TEXTS_OF_MATERIALS = ("name", "form", "source", "note")


class AboutPage(Page):
    """Why, on what document, from which day."""

    def __init__(self, revision, data=None):
        kept = {
            name: getattr(revision, name) for name in ("reasons", "document", "effective_on", "resumes_on")
        }
        kept["successor"] = revision.successor.basic_code if revision.successor else ""
        self.form = AboutForm(data, initial=kept, revision=revision)

    def proposed(self, revision) -> dict:
        return dict(self.form.cleaned_data)


class PlainPage(Page):
    """Name, level of a new power, whom it is for, limits, result, fee."""

    def __init__(self, revision, data=None):
        kept = {**revision.content, "level": revision.level}
        self.form = PlainForm(data, initial=kept, revision=revision)

    def proposed(self, revision) -> dict:
        said, content = dict(self.form.cleaned_data), revision.content
        level = said.pop("level", revision.level)
        own = said["promised_days"] != content["promised_days"]
        said["promise_is_demo"] = content["promise_is_demo"] and not own
        return {"level": level, "content": {**content, **said}}


class BasisPage(Page):
    """The provisions a power rests on."""

    def __init__(self, revision, data=None):
        kept = [{"law": entry["law"], "article": entry["article"]} for entry in revision.content["basis"]]
        self.rows = (rows_of(BASIS, data, kept=kept, steps={}),)

    def proposed(self, revision) -> dict:
        known = {(entry["law"], entry["article"]): entry for entry in revision.content["basis"]}
        rows = [{**row, "law": row["law"].strip("《》 ")} for row in self.rows[0].value()]
        basis = [known.get((row["law"], row["article"]), row) for row in rows]
        return {"content": {**revision.content, "basis": basis}}


class MaterialsPage(Page):
    """What an applicant must fulfil and hand in."""

    def __init__(self, revision, data=None):
        self.kept = revision.content["materials"]
        kept = [{**row, "need": row.get("need") or _need(row), **_spread(row)} for row in self.kept]
        self.form = ConditionsForm(data, initial={"conditions": revision.content["conditions"]})
        self.rows = (rows_of(MATERIALS, data, kept=kept, steps={}),)

    def proposed(self, revision) -> dict:
        filled = [(place, form) for place, form in enumerate(self.rows[0].forms) if form.value()]
        rows = [self._material(form, place) for place, form in filled]
        for row in rows:
            row["code"] = row["code"] or self._free(rows)
        said = {"conditions": self.form.cleaned_data["conditions"], "materials": rows}
        return {"content": {**revision.content, **said}}

    def _material(self, form, place: int) -> dict:
        said = form.value()
        stored = self.kept[place] if place < len(self.kept) else {}
        texts = {name: said.pop(name, "") for name in TEXTS_OF_MATERIALS}
        when = {"when": stored["when"]} if "when" in stored else {}
        told = {part: said.pop(f"u_{part}") for part in PARTS if f"u_{part}" in said}
        promised = {"undertaking": told} if told else {}
        return {
            "code": stored.get("code", ""), **texts, "required": said["need"] == "must", **said, **when, **promised,
        }  # fmt: skip

    def _free(self, rows: list[dict]) -> str:
        taken = {row["code"] for row in (*rows, *self.kept)}
        return next(code for code in (f"m{number}" for number in count(1)) if code not in taken)


def _spread(row: dict) -> dict:
    """What is told of a promise instead of the material, a column a part."""
    return {f"u_{part}": words for part, words in row.get("undertaking", {}).items()}


def _need(row: dict) -> str:
    return "must" if row["required"] else "if"


OWN_PAGES = {"about": AboutPage, "plain": PlainPage, "basis": BasisPage, "materials": MaterialsPage}


def page_for(code: str, revision, data=None) -> Page:
    """The page of a draft, filled with what is kept, or with what was typed."""
    own = OWN_PAGES.get(code)
    return own(revision, data) if own else DetailsPage(code, revision, data)
