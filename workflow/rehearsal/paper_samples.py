"""Sample papers (样张) of a try of a draft flow: what the writers of the real papers say of a made-up case.

The same functions write them as in earnest (`paperwork.PAPERS`), so a draft that lacks what a paper must name is told so
here, before anybody signs it. A sample has no number and no code, and its seal says 演示. Nothing is written.
"""

from django.conf import settings

from workflow.papers.paperwork import PAPERS, common, texts
from workflow.papers.sheet import Sheet, make_sheet
from workflow.rehearsal import made_up_case
from workflow.rehearsal.facts import Called, Passage, Rehearsal, Setting

WRITERS = {kind: write for papers in PAPERS.values() for kind, write in papers}


def sample(called: Called, passage: Passage, told: Rehearsal, *, setting: Setting, revision) -> Sheet:
    """The paper as this passage of the try would issue it; `MissingField` names what the draft does not say."""
    case = made_up_case.case(told, passage, setting=setting, revision=revision)
    said = WRITERS[called.kind](case, made_up_case.act(called, passage)) or {}
    return make_sheet(
        called.kind, texts({**common(case), **said}), number=made_up_case.NUMBER, on=passage.closed_on,
        office=revision.office.name, qr_text=f"{settings.PUBLIC_URL}/verify/", demo=True,
    )  # fmt: skip
