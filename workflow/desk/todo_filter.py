"""What an official asks of the to-do list, as it stands in the address: whose, which lamp, office, post, step, words."""

import re
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

LONGEST = 40
LIGHTS = ("bad", "warn", "ok", "mute")


@dataclass(frozen=True)
class Filter:
    """`whose` is "mine", "free" or a staff number; `whole` the office instead of the own posts. Anything odd is not asked."""

    words: str = ""
    light: str = ""
    whose: str = ""
    whole: str = ""
    office: str = ""
    post: str = ""
    step: str = ""
    unread: str = ""
    after: str = ""

    @classmethod
    def of(cls, asked) -> "Filter":
        typed = {each.name: asked.get(NAMES.get(each.name, each.name), "").strip() for each in fields(cls)}
        said = {
            name: text if name == "after" else text[:LONGEST].replace("\0", "")
            for name, text in typed.items()
        }
        said["light"] = said["light"] if said["light"] in LIGHTS else ""
        return cls(**said)

    @property
    def number(self) -> str:
        """The beginning of a case number, when digits were typed."""
        digits = re.sub(r"[\s-]", "", self.words)
        return digits if re.fullmatch(r"[0-9]{2,16}", digits) else ""

    @property
    def named(self) -> str:
        return "" if self.number else self.words

    @property
    def narrows(self) -> bool:
        return bool(self.kept() or self.light)

    def kept(self) -> dict[str, str]:
        """All that narrows the list beside the lamp and the place."""
        return {name: text for name, text in asdict(self).items() if text and name not in ("light", "after")}

    def asking(self, **said) -> "Filter":
        return replace(self, after="", **said)

    def but(self, **said) -> str:
        """The address of the list with some of it asked otherwise, from its beginning; all of it is asked by name."""
        told = asdict(self.asking(**said))
        asked = {NAMES.get(name, name): text for name, text in told.items() if text}
        return "?" + urlencode(asked or {"whose": ""})

    @property
    def query(self) -> str:
        return self.but()[1:]


NAMES = {"words": "q"}
