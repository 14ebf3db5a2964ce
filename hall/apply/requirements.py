"""What a draft still lacks: each requirement of the edition with its files, and whether it must be met.

A requirement filled in online is never uploaded. What is asked only in some cases may be left out; what depends on an answer
of the form is not asked for at all unless that answer calls for it, and then says why.
"""

from dataclasses import dataclass, field
from datetime import date

from powers.forms.vocabulary import questions_of
from powers.forms.words import conditions_aloud
from powers.items import undertakings
from powers.wording import zh_date
from workflow.forms.arising import is_wanted
from workflow.materials import owing


@dataclass(frozen=True)
class Requirement:
    """One line of the edition's list of materials, with what was uploaded for it."""

    code: str
    name: str
    note: str
    source: str
    required: bool
    online: bool
    files: list = field(default_factory=list)
    earlier: list = field(default_factory=list)
    error: str = ""
    told: str = ""
    when: str = ""
    copies: int = 0
    undertaking: dict | None = None
    promised_at: str = ""
    may_wait: bool = False
    put_off: date | None = None
    latest: date | None = None
    typed: tuple[bool, str] | None = None

    @property
    def field_name(self) -> str:
        return f"file_{self.code}"

    @property
    def paper_name(self) -> str:
        return f"paper_{self.code}"

    @property
    def wait_name(self) -> str:
        return f"wait_{self.code}"

    @property
    def wait_day_name(self) -> str:
        return f"wait_day_{self.code}"

    @property
    def target(self) -> str:
        """The control that an error is about: the day, where it is put off, or the upload."""
        return self.wait_day_name if self.typed and self.typed[0] else self.field_name

    @property
    def is_chosen(self) -> bool:
        return self.typed[0] if self.typed else bool(self.put_off)

    @property
    def day_typed(self) -> str:
        return self.typed[1] if self.typed else self.put_off.isoformat() if self.put_off else ""

    @property
    def is_put_off(self) -> bool:
        """Promised for later, and neither uploaded nor on paper yet."""
        return bool(self.put_off) and not self.files and not self.copies and not self.is_promised

    @property
    def is_met(self) -> bool:
        given = self.online or bool(self.files) or bool(self.copies)
        return given or self.is_promised or bool(self.put_off) or not self.required

    @property
    def is_promised(self) -> bool:
        """Promised instead of handed in; what is handed in after all prevails."""
        return bool(self.promised_at) and not self.files and not self.copies

    @property
    def check_words(self) -> str:
        return undertakings.check_words(self.undertaking) if self.undertaking else ""

    @property
    def is_missing(self) -> bool:
        return not self.is_met

    @property
    def state(self) -> tuple[str, str, str]:
        """Kind, words and symbol of the tag."""
        if self.error:
            return "bad", "日期要改" if self.target == self.wait_day_name else "没有传上", "octagon"
        if self.online:
            return "ok", "不用交", "check"
        if self.files:
            return "ok", "已上传", "check"
        if self.copies:
            return "ok", f"收到原件 {self.copies} 份", "check"
        if self.is_promised:
            return "ok", "以承诺替代", "check"
        if self.put_off:
            return "info", f"容缺，{zh_date(self.put_off)}前补", "clock"
        return ("", "还没传", "") if self.required else ("", "需要时才交", "")

    @property
    def hint(self) -> str:
        if self.online:
            return "根据您在线填写的内容生成，核对时可以看。"
        parts = [self.when, self.note, f"{self.source}，原件拍照或者扫描都可以" if self.source else ""]
        return "；".join(part for part in parts if part) + ("。" if any(parts) else "")


def requirements(
    edition, files=(), *, answers: dict | None = None, errors: dict | None = None
) -> list[Requirement]:
    """The edition's list, each with its files; `errors` by code. With `answers`, only what they call for."""
    found: dict[str, list] = {}
    for file in files:
        found.setdefault(file.code, []).append(file)
    wanted = [m for m in edition.materials if answers is None or is_wanted(m, edition.form, answers)]
    return [
        Requirement(
            code=m["code"], name=m["name"], note=m.get("note", ""), source=m.get("source", ""),
            required=m.get("required", True) or owing.may_wait(m), may_wait=owing.may_wait(m),
            online=m.get("form") == "在线填写", files=found.get(m["code"], []),
            error=(errors or {}).get(m["code"], ""), when=why(m, edition.form), undertaking=m.get("undertaking"),
        )
        for m in wanted
    ]  # fmt: skip


def why(material: dict, form: dict) -> str:
    """“怎么接待顾客？”选了“只做外卖”的才交; empty for what everybody hands in."""
    said = conditions_aloud(material, {question["code"]: question for question in questions_of(form)})
    return f"{said}的才交" if said else ""


def to_upload(listed: list[Requirement]) -> list[Requirement]:
    return [each for each in listed if not each.online]
