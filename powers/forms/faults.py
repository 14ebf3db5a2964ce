"""What keeps an application form from being asked as it is written: each fault a sentence, at the question it concerns.

Structure first; conditions, dates that lean on other questions, and questions asked twice are judged over the whole form
once every question stands by itself. Anything at all may be handed in: what is not a form is told so.
"""

from collections import Counter
from dataclasses import dataclass

from powers.forms.kinds import kind_faults
from powers.forms.reach import reach_faults
from powers.forms.vocabulary import CODE, KINDS, MOST_QUESTIONS, MOST_SECTIONS, RESERVED

VERSION = 1


@dataclass(frozen=True)
class Fault:
    """A sentence, and where it belongs: a section, a question of it, or the whole form."""

    text: str
    section: str = ""
    question: str = ""


def form_faults(form) -> list[Fault]:
    """Everything that is wrong with a form; an empty form asks nothing and is right."""
    if not form:
        return []
    if not _is_form(form):
        return [Fault(f"申请表的格式不对，请写成版本 {VERSION}，并列出各部分")]
    sections = form["sections"]
    if len(sections) > MOST_SECTIONS:
        return [Fault(f"申请表最多分 {MOST_SECTIONS} 个部分，请并一并")]
    found = [fault for section in sections for fault in _section_faults(section)]
    if not found:
        found = [*_repeated(sections), *(Fault(*each) for each in reach_faults(form))]
    return found


def _is_form(form) -> bool:
    return (
        isinstance(form, dict)
        and form.keys() == {"v", "sections"}
        and form["v"] == VERSION
        and isinstance(form["sections"], list)
    )


def _section_faults(section) -> list[Fault]:
    if not _is_section(section):
        return [Fault("申请表的每一部分都要有代码、名称和问题", _word(section, "code"))]
    code = section["code"]
    if len(section["questions"]) > MOST_QUESTIONS:
        return [Fault(f"“{section['title']}”的问题超过 {MOST_QUESTIONS} 个，请分成几部分", code)]
    return [
        Fault(f"问题“{_word(question, 'label')}”{text}", code, _word(question, "code"))
        for question in section["questions"]
        for text in question_faults(question)
    ]


def _is_section(section) -> bool:
    if not isinstance(section, dict) or section.keys() - {"code", "title", "questions"}:
        return False
    named = all(_word(section, name) for name in ("code", "title"))
    return named and isinstance(section.get("questions"), list) and bool(section["questions"])


def question_faults(question) -> list[str]:
    """What is wrong with one question by itself."""
    written = isinstance(question, dict) and _word(question, "code") and _word(question, "label")
    if not written or not isinstance(question.get("kind"), str) or question["kind"] not in KINDS:
        return ["没有写好代码、名称或者种类"]
    code = question["code"]
    if not CODE.fullmatch(code) or code in RESERVED:
        return ["的代码只用小写字母、数字和下划线，字母开头，不超过 31 个字符"]
    return kind_faults(question)


def _repeated(sections: list[dict]) -> list[Fault]:
    codes = Counter(section["code"] for section in sections)
    found = [Fault(f"申请表的部分代码“{code}”重复", code) for code, count in codes.items() if count > 1]
    asked = [(section["code"], question["code"]) for section in sections for question in section["questions"]]
    codes = Counter(code for _, code in asked)
    return found + [
        Fault(f"申请表的问题代码“{code}”重复", section, code) for section, code in asked if codes[code] > 1
    ]


def _word(entry, name: str) -> str:
    value = entry.get(name) if isinstance(entry, dict) else ""
    return value if isinstance(value, str) else ""
