"""A draft that moves to a newer edition: what fits is carried over, what does not is named, what is newly asked is named too.

An answer fits when the new form asks the same question of the same kind and would accept it, a file when the same material
or upload is still asked for.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hall.apply import draft_undertakings
from hall.apply.drafts import Draft
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.catalogue import Edition
from powers.force import why_closed
from powers.forms.vocabulary import questions_of
from workflow.forms.answers import section_form
from workflow.materials.materials import PROXY, requirements_of


@dataclass(frozen=True)
class Carried:
    """What became of a draft on its way to a newer edition."""

    lost: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if self.lost:
            said = f"这 {len(self.lost)} 处和新指南对不上，要重新填：{'、'.join(self.lost)}"
        else:
            said = "填过的内容都带过来了"
        return said + (f"；新增了要填的：{'、'.join(self.new)}" if self.new else "")


def changes(draft: Draft) -> list[str]:
    """What the edition in force asks otherwise than the one the draft was begun with, in sentences."""
    current = draft.edition.power.current
    before, after = ({q["code"]: q for q in questions_of(e.form)} for e in (draft.edition, current))
    said = [f"不再问“{before[code]['label']}”" for code in before if code not in after]
    said += [f"新增要填的“{after[code]['label']}”" for code in after if code not in before]
    asked = [code for code in after if code in before and after[code] != before[code]]
    said += [f"“{after[code]['label']}”的问法改了" for code in asked]
    old, new = file_names(draft.edition), file_names(current)
    said += [f"不用再交“{old[code]}”" for code in old if old[code] not in new.values()]
    return said + [f"新增要交的“{new[code]}”" for code in new if new[code] not in old.values()]


def renew(draft: Draft, *, at: datetime) -> Carried:
    """Move a draft to the edition in force; answers by name what did not fit and is gone, and what is newly asked."""
    current = draft.edition.power.current
    closed = current and why_closed(current, on=civil_day(at))
    if closed:
        raise Refused(f"{closed}；草稿给您留着")
    if current is None or not current.applicable:
        raise Refused("这个事项已经不再办理，草稿不能提交了，请看权力清单或者打 12345")
    before = {question["code"]: question for question in questions_of(draft.edition.form)}
    fitting = _fitting(draft.answers, before, current.form)
    lost = [
        before[code]["label"] if code in before else code for code in draft.answers if code not in fitting
    ]
    new = [q["label"] for q in questions_of(current.form) if q["code"] not in before and not q.get("when")]
    with transaction.atomic():
        lost += _drop_files(draft, current)
        draft.edition, draft.answers, draft.put_off = current, fitting, _still_put_off(draft, current)
        lost += draft_undertakings.drop_outdated(draft)
        draft.touch(at=at)
        draft.save(
            update_fields=["edition", "answers", "put_off", "undertakings", "updated_at", "expires_at"]
        )
    draft.forget_held()
    return Carried(tuple(lost), tuple(new))


def _drop_files(draft: Draft, current: Edition) -> list[str]:
    """Delete the files that nothing of the new edition asks for; what they were for."""
    lost, known, wanted = [], file_names(draft.edition), file_names(current)
    for file in draft.files.all():
        if wanted.get(file.code) != known.get(file.code) or file.code not in wanted:
            lost.append(known.get(file.code, "材料"))
            file.delete()
    return lost


def _still_put_off(draft: Draft, current: Edition) -> list[dict]:
    """What was to come later and is still the same material; whether it may wait is asked of the new edition."""
    known, wanted = file_names(draft.edition), file_names(current)
    return [row for row in draft.put_off if wanted.get(row["code"]) == known.get(row["code"], "")]


def file_names(edition: Edition) -> dict[str, str]:
    """What an edition asks files for: code → name."""
    return {material["code"]: material["name"] for material in [*requirements_of(edition), PROXY]}


def _fitting(answers: dict, before: dict, form: dict) -> dict:
    """The answers that the new form asks for in the same way and would accept."""
    fitting = {}
    for section in form.get("sections", ()):
        bound = section_form(section, data=answers, form=form)
        bound.is_valid()
        for question in section["questions"]:
            code = question["code"]
            same = code in before and before[code]["kind"] == question["kind"]
            if same and answers.get(code) and not bound.errors.keys() & set(bound.names[code]):
                fitting[code] = answers[code]
    return fitting
