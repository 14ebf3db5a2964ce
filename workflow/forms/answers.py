"""The answers to an item's form: asked section by section, judged, and brought into the shape they are filed in.

Answers are one dictionary for the whole form, question code → value. A question that depends on another is asked, required
and kept only while that other is answered so; what was typed into it otherwise is dropped.
"""

from datetime import date

from django import forms

from ledger import clock
from ledger.verbs import Refused
from workflow.forms import blocks, tables, typed
from workflow.forms.aloud import in_words
from workflow.forms.arising import arising, section_arises
from workflow.forms.judging import beyond, fixed_days, read_day
from workflow.forms.questions import controls


class BadAnswers(Refused):
    """Some answers are missing or cannot stand; `forms` has the bound form of each such section by its code."""

    def __init__(self, bad: dict[str, "SectionForm"]):
        self.forms = bad
        count = sum(len(form.errors) for form in bad.values())
        titles = "、".join(f"“{form.section['title']}”" for form in bad.values())
        super().__init__(f"申请表里有 {count} 处要修改，在{titles}，请改好再提交")


class SectionForm(forms.Form):
    """One section as a page of questions; `told` are raw answers, of other sections too, since conditions look at them."""

    use_required_attribute = False

    def __init__(self, section: dict, *, told: dict, bound: bool, today: date, form: dict | None = None):
        flat = typed.spread(section, told)
        super().__init__(flat if bound else None, initial=flat)
        self.section, self.told, self.today, self.names = section, told, today, {}
        self.arising = arising(form or {"sections": [section]}, told)
        for question in section["questions"]:
            made = controls(question, told.get(question["code"]), today=today)
            self.names[question["code"]] = list(made)
            self.fields.update(made)

    def clean(self):
        """Forget what was typed into questions that do not arise, and judge each of the others as a whole."""
        for question in self.section["questions"]:
            if question["code"] in self.arising:
                for name, sentence in self._faults(question):
                    self.add_error(name, sentence)
            else:
                self._forget(question)
        return self.cleaned_data

    def _forget(self, question: dict) -> None:
        for name in self.names[question["code"]]:
            self.errors.pop(name, None)
            self.cleaned_data.pop(name, None)

    def _faults(self, question: dict) -> list[tuple[str, str]]:
        code = question["code"]
        if blocks.is_block(question):
            found = blocks.block_faults(question, self._parts(question), today=self.today)
            return [(f"{code}-{part}", sentence) for part, sentence in found]
        if question["kind"] == "table":
            found = tables.table_faults(question, self._rows(question), self.told.get(code))
            return [(f"{code}-{number}-{column}", sentence) for number, column, sentence in found]
        return (
            [(code, sentence) for sentence in self._date_faults(question)]
            if question["kind"] == "date"
            else []
        )

    def _date_faults(self, question: dict) -> list[str]:
        """A date held against another date of the form."""
        day = read_day(self.cleaned_data.get(question["code"]))
        fixed = fixed_days(question, today=self.today)
        others = {side: question.get(side) for side in ("not_before", "not_after") if side not in fixed}
        days = {
            side: (code, read_day(self.told.get(code)))
            for side, code in others.items()
            if code in self.arising
        }
        found = [
            beyond(question, day, side, bound, named=self._label(code))
            for side, (code, bound) in days.items()
            if day and bound
        ]
        return [sentence for sentence in found if sentence]

    def _label(self, code: str) -> str:
        known = {question["code"]: question["label"] for question in self.section["questions"]}
        return f"“{known[code]}”" if code in known else "前面填的日期"

    def _parts(self, question: dict) -> dict:
        code = question["code"]
        names = {part: f"{code}-{part}" for part in blocks.part_questions(question)}
        return {part: self.cleaned_data[name] for part, name in names.items() if name in self.cleaned_data}

    def _rows(self, question: dict) -> list[dict]:
        """The rows as far as each cell stands; a cell that does not is told already."""
        code, count = question["code"], tables.rows_shown(question, self.told.get(question["code"]))
        columns = [column["code"] for column in question["columns"]]
        names = [{each: f"{code}-{n}-{each}" for each in columns} for n in range(1, count + 1)]
        return [{c: self.cleaned_data[n] for c, n in row.items() if n in self.cleaned_data} for row in names]

    @property
    def answers(self) -> dict:
        """What was answered, ready to keep: nothing for what was left blank."""
        asked = [question for question in self.section["questions"] if question["code"] in self.arising]
        values = {question["code"]: self._value(question) for question in asked}
        return {code: value for code, value in values.items() if value not in ("", [], {}, None)}

    def _value(self, question: dict):
        if blocks.is_block(question):
            return blocks.block_value(question, self._parts(question))
        if question["kind"] == "table":
            return tables.table_value(self._rows(question))
        return self.cleaned_data.get(question["code"])


def section_form(
    section: dict, *, data=None, initial=None, today: date | None = None, form: dict | None = None
) -> SectionForm:
    """The form of one section, empty, filled again, or bound to what was sent; `form` is the whole it belongs to."""
    told = (data if data is not None else initial) or {}
    told = typed.read(section, told) if hasattr(told, "getlist") else told
    today = today or clock.civil_day(clock.now())
    return SectionForm(section, told=told, bound=data is not None, today=today, form=form)


def clean_answers(form: dict, answers: dict, *, today: date | None = None) -> dict:
    """All answers to a form as they may be filed; BadAnswers when a section cannot stand. Other keys are dropped."""
    cleaned, bad = {}, {}
    for section in form.get("sections", ()):
        bound = section_form(section, data=answers, today=today, form=form)
        if bound.is_valid():
            cleaned |= bound.answers
        else:
            bad[section["code"]] = bound
    if bad:
        raise BadAnswers(bad)
    return cleaned


def is_complete(section: dict, answers: dict, *, today: date | None = None, form: dict | None = None) -> bool:
    """Whether this section needs nothing more, for the list of tasks."""
    return section_form(section, data=answers, today=today, form=form).is_valid()


def shown(form: dict, answers: dict, *, full: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was answered, in words, section by section; `full` for the officials who handle the case."""
    asked = arising(form, answers)
    sections = [section for section in form.get("sections", ()) if section_arises(section, asked)]
    return [(section["title"], lines_of(section, answers, asked, full=full)) for section in sections]


def lines_of(section: dict, answers: dict, asked: set[str], *, full: bool = False) -> list[tuple[str, str]]:
    return [
        (question["label"], in_words(question, answers.get(question["code"]), full=full))
        for question in section["questions"]
        if question["code"] in asked
    ]
