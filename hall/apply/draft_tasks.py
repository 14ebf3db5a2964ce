"""How far a draft has come: the list of tasks, and the steps of the way with the one the reader is on."""

from django.urls import reverse

from hall.apply.draft_requirements import of_draft
from hall.apply.drafts import Draft
from hall.apply.requirements import to_upload
from workflow.forms.answers import is_complete
from workflow.forms.arising import arising, section_arises

MOST_STEPS = 6  # 设计指南：进度条最多六步
DONE, BEGUN, OPEN = ("ok", "已完成", "check"), ("info", "填写中", "edit"), ("", "未开始", "")
LOCKED = ("", "还不能开始", "lock")


def tasks_of(draft: Draft, files) -> dict:
    """The tasks in their three groups, and how many are still to do."""
    sections = [_section_task(draft, section) for section in sections_asked(draft)]
    wanted = to_upload(of_draft(draft, files))
    materials = [_material_task(draft, wanted)] if wanted else []
    tasks = [*sections, *materials]
    left = sum(task["words"] != "已完成" for task in tasks)
    return {
        "sections": sections,
        "materials": materials,
        "check": [_check_task(draft, is_open=not left)],
        "done": len(tasks) - left,
        "left": left,
    }


def sections_asked(draft: Draft) -> list[dict]:
    """The sections of the form that ask anything, given the answers so far."""
    asked = arising(draft.edition.form, draft.filled())
    return [section for section in draft.sections if section_arises(section, asked)]


def _section_task(draft: Draft, section: dict) -> dict:
    codes, told, state = {question["code"] for question in section["questions"]}, draft.filled(), OPEN
    if codes & told.keys():
        state = DONE if is_complete(section, told, form=draft.edition.form) else BEGUN
    return _task(section["title"], reverse("apply_section", args=[draft.pk, section["code"]]), state)


def _material_task(draft: Draft, wanted) -> dict:
    missing = sum(each.is_missing for each in wanted)
    started = any(each.files or each.is_promised or each.put_off for each in wanted)
    state = BEGUN if missing and started else OPEN if missing else DONE
    must = [each for each in wanted if each.required]
    hint = f"必须交的 {len(must)} 件，还差 {missing} 件" if must else "都是需要时才交的"
    return _task(f"上传 {len(wanted)} 件材料", reverse("apply_materials", args=[draft.pk]), state, hint=hint)


def _check_task(draft: Draft, *, is_open: bool) -> dict:
    url = reverse("apply_check", args=[draft.pk]) if is_open else ""
    hint = "" if is_open else "上面各项都完成后才能提交"
    return _task("核对后提交", url, OPEN if is_open else LOCKED, hint=hint)


def _task(label: str, url: str, state, *, hint: str = "") -> dict:
    kind, words, symbol = state
    return {"label": label, "url": url, "hint": hint, "kind": kind, "words": words, "symbol": symbol}


def steps_of(draft: Draft) -> list[tuple[str, str, str]]:
    """Code, name and address of every page of the way, in order."""
    pages = [
        (s["code"], s["title"], reverse("apply_section", args=[draft.pk, s["code"]]))
        for s in sections_asked(draft)
    ]
    if draft.edition.materials or (draft.for_another and draft.for_another.has_proxy):
        pages.append(("materials", "上传材料", reverse("apply_materials", args=[draft.pk])))
    return [*pages, ("check", "核对提交", reverse("apply_check", args=[draft.pk]))]


def following(draft: Draft, asked: dict) -> str:
    """The page after a section."""
    steps = steps_of(draft)
    codes = [code for code, _, _ in steps]
    place = codes.index(asked["code"]) if asked["code"] in codes else -1
    return steps[place + 1][2]


def progress_of(draft: Draft, code: str) -> dict:
    """The names of the steps, which one this is, and the page before it. A long form shows its parts as one step."""
    steps = steps_of(draft)
    place = next((index for index, step in enumerate(steps) if step[0] == code), 0)
    back = steps[place - 1][2] if place else reverse("apply", args=[draft.pk])
    names = [name for _, name, _ in steps]
    if len(names) > MOST_STEPS:
        extra = len(sections_asked(draft)) - 1
        names, place = ["填写信息", *names[extra + 1 :]], max(place - extra, 0)
    return {"names": names, "current": place + 1, "back": back}
