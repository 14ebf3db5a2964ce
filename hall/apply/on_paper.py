"""Materials that come to the window as originals on paper, with an application or later: the clerk says how many copies of each
he has taken in.
"""

import re

from hall.apply.draft_requirements import of_draft
from hall.apply.drafts import Draft
from hall.apply.requirements import Requirement, to_upload


def note(request, draft: Draft) -> dict[str, str]:
    """Keep the copies that were typed; what is no number, by requirement."""
    if not draft.entered:
        return {}
    good, errors = typed(request, of_draft(draft))
    draft.entered.note_paper(good)
    return errors


def typed(request, listed: list[Requirement]) -> tuple[dict[str, int], dict[str, str]]:
    """The copies that were typed, by requirement, and what is no number."""
    given = {each.code: request.POST.get(each.paper_name, "").strip() for each in to_upload(listed)}
    good = {code: int(text or 0) for code, text in given.items() if re.fullmatch(r"[0-9]{0,2}", text)}
    return good, dict.fromkeys(given.keys() - good.keys(), "纸质原件的份数填 0 到 99 的整数，例如 1")
