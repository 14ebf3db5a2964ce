"""What a draft must come with: the edition's list, and the authority of who acts for a person, at the counter or online."""

from dataclasses import replace

from hall.apply import draft_undertakings, putting_off
from hall.apply.requirements import Requirement, requirements
from workflow.materials.materials import PROXY


def of_draft(draft, files=(), *, errors: dict | None = None) -> list[Requirement]:
    """What a draft must come with: also an agent's authority (民法典 第一百六十五条), and at the counter what came on paper."""
    listed = requirements(draft.edition, files, answers=draft.filled(), errors=errors)
    listed = putting_off.noted(draft, listed)
    visit = draft.entered
    if draft.for_another and draft.for_another.has_proxy:
        listed.append(_proxy(files, errors or {}))
    promised, paper = draft_undertakings.standing(draft), visit.paper if visit else {}
    return [
        replace(each, promised_at=promised.get(each.code, ""), copies=paper.get(each.code, 0))
        for each in listed
    ]


def _proxy(files, errors: dict) -> Requirement:
    code = PROXY["code"]
    note = "写明代理人、代理事项、权限和期限，由申请人签名或者盖章"
    return Requirement(
        code=code, name=PROXY["name"], note=note, source="", required=True, online=False, error=errors.get(code, ""),
        files=[file for file in files if file.code == code],
    )  # fmt: skip
