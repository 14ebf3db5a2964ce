"""The file of a case that is over (案卷), to be kept or handed to a court: one ZIP that can be checked without us.

In it: a list of what is there with the SHA-256 of each (卷内目录), who did what and when in words (全程记录), the events
as they were sealed, those of promises and of an agent's authority too, papers as issued, materials as handed in. A file
that this net does not have, or may not give out, stands in the list with the reason; nothing is left out in silence. A
rating is anonymous to those who handled the case: of it the seal alone is there, so that the chain holds. The same case
gives the same bytes.

Sources: 行政复议法 第四十八条 and 行政诉讼法 第六十七条 (the organ hands over what its act rests on), 档案法 第三十七条
(electronic files have the force of paper ones when they come from a regular source and are whole).
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.utils.timezone import localtime

from exchange import blobs
from ledger.events import Event
from ledger.verbs import Refused
from powers.people.people import signed
from workflow import dossier
from workflow.materials import undertakings
from workflow.ratings.call_backs import ANONYMOUS
from workflow.turns import mandates

UNTOLD = "文件还在传，请过几分钟再下载一次"
HOW = """怎样核对这份案卷

1. 卷内目录写着每个文件的 SHA-256，用任何工具算一遍，应当一样。
2. events.jsonl 一行是一个环节，按先后排列：
   sealed 是封存的原文，digest 是它的摘要：一个零字节加上原文（UTF-8）的 SHA-256；
   原文里的 prev 是前一个环节的 digest，第一行是空的；改动、抽走或者插入任何一行，后面的都对不上。
   private 是没有公开的部分（姓名、意见），它的摘要按同样的方法算，写在原文的 private 里。
   withheld 是申请人对服务的评价和答复，对办理的人匿名，也不是办理的一部分：只留 digest，前后照样接得上。
3. 文书是 PDF，带签发机关的电子签章，可以用阅读器核验，也可以按文书上的验证码在政务大厅查验。
4. 外网保存着同样的环节，摘要一样。
5. “承诺”里一个文件是一个以承诺替代材料的承诺和它的核查，写法和 events.jsonl 一样；
   “委托.jsonl”是对代理人的委托提出的异议和窗口的核对，也一样。
"""


@dataclass(frozen=True)
class Leaf:
    """One file of the ZIP, or, without bytes, why it is not there."""

    name: str
    title: str
    data: bytes | None
    why: str = ""

    def line(self) -> str:
        return f"{self.name}\t{self.title}\t{sha256(self.data).hexdigest() if self.data is not None else self.why}"


def write(case, into: IO[bytes]) -> None:
    """The whole ZIP, one file in memory at a time; the list comes last, when all is known."""
    lines = ["文件\t是什么\tSHA-256，或者为什么没有"]
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for leaf in leaves(case):
            lines.append(leaf.line())
            if leaf.data is not None:
                _put(archive, case, leaf.name, leaf.data)
        _put(archive, case, "卷内目录.txt", _text([f"{head_of(case)}", "", *lines]))


def leaves(case) -> Iterator[Leaf]:
    """Papers by their issue, materials by their filing, then the record."""
    yield Leaf("怎样核对.txt", "说明", HOW.encode("utf-8"))
    yield Leaf("全程记录.txt", "谁在什么时候做了什么", _text(_told(case)))
    yield Leaf("events.jsonl", "封存的环节", _chain(case.pk))
    if (mandate := mandates.of_case(case)).seq:
        yield Leaf("委托.jsonl", f"代理人的委托，{mandate.standing}，封存的环节", _chain(mandate.pk))
    for number, each in enumerate(undertakings.of_case(case), 1):
        name = f"承诺/{number:02d} {_plain(each.material['name'])}.jsonl"
        yield Leaf(
            name, f"以承诺替代“{each.material['name']}”，{each.office_words}，封存的环节", _chain(each.pk)
        )
    for number, paper in enumerate(case.papers.all(), 1):
        name = f"文书/{number:02d} {_plain(f'{paper.label} {paper.number}')}.pdf"
        yield _leaf(name, f"《{paper.label}》{paper.number}，{paper.get_status_display()}", paper.pdf)
    for number, material in enumerate(case.materials.all(), 1):
        name = f"材料/{number:02d} {_plain(material.file_name)}"
        yield _leaf(name, f"{material.requirement['name']}，{_when(material)}", material.read)


def _when(material) -> str:
    late = material.details.get("late")
    return "办结后收到，不是决定的依据" if late else f"第 {material.seq} 次提交"


def head_of(case) -> str:
    return f"办件 {case.number}，{case.edition.name}，申请人 {case.party.name}，{case.office.name}，{case.stage.label}"


def _leaf(name: str, title: str, read) -> Leaf:
    try:
        return Leaf(name, title, read())
    except Refused as refused:
        return Leaf(name, title, None, str(refused))
    except blobs.Missing:
        return Leaf(name, title, None, UNTOLD)


def _told(case) -> list[str]:
    lines = dossier.trail(case, without=ANONYMOUS)
    return [
        head_of(case), "",
        *(f"{localtime(line.at):%Y-%m-%d %H:%M:%S}\t{line.who}\t{line.title}\t{_one_line(line.text)}" for line in lines),
        *_authority(case), *_promises(case), *_late(case),
    ]  # fmt: skip


def _authority(case) -> Iterator[str]:
    """What was said of an agent's authority and what the window found; how it saw who spoke stays on the outer net."""
    verbs = mandates.Mandate.verbs()
    for event in Event.objects.of(mandates.of_case(case).pk):
        who = signed(event.private_body) or (
            "自称申请人的账户" if event.verb == "doubt_mandate" else "受理窗口"
        )
        said = mandates.Word(event.body["word"]).label if "word" in event.body else ""
        yield f"{localtime(event.at):%Y-%m-%d %H:%M:%S}\t{who}\t{verbs[event.verb].label}\t{said}"


def _promises(case) -> Iterator[str]:
    """What was promised instead of handed in, and what the check found, in words."""
    verbs = undertakings.Undertaking.verbs()
    for each in undertakings.of_case(case):
        for event in Event.objects.of(each.pk):
            who, said = (
                signed(event.private_body) or "申请人",
                event.private_body.get("facts", each.told["says"]),
            )
            title = f"{verbs[event.verb].label}，{each.material['name']}"
            yield f"{localtime(event.at):%Y-%m-%d %H:%M:%S}\t{who}\t{title}\t{_one_line(said)}"


def _late(case) -> Iterator[str]:
    """What was supplied and came too late: it is in the file, and nothing rests on it."""
    for late in case.late_supplies.all():
        told = _one_line(f"{late.words} {late.note}")
        yield f"{localtime(late.came_at):%Y-%m-%d %H:%M:%S}\t申请人\t{late.label}补交的材料\t{told}"


def _chain(subject) -> bytes:
    return "".join(map(_sealed, Event.objects.of(subject))).encode("utf-8")


def _sealed(event: Event) -> str:
    told = {"digest": event.digest, "sealed": event.sealed, "private": event.private}
    if event.verb in ANONYMOUS:
        told = {"digest": event.digest, "withheld": "对服务的评价"}
    return json.dumps(told, ensure_ascii=False) + "\n"


def _put(archive: zipfile.ZipFile, case, name: str, data: bytes) -> None:
    made = zipfile.ZipInfo(name, localtime(case.concluded_at).timetuple()[:6])
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(made, data)


def _text(lines: list[str]) -> bytes:
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(name: str) -> str:
    """A name that no unpacker takes for a path."""
    return re.sub(r'[\x00-\x1f\\/:*?"<>|]', "_", name).strip(". ")[:120] or "文件"
