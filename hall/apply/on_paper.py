"""Materials that come to the counter as originals on paper: the clerk says how many copies of each he has taken in."""

import re

from hall.apply.draft_requirements import of_draft
from hall.apply.drafts import Draft
from hall.apply.requirements import to_upload


def note(request, draft: Draft) -> dict[str, str]:
    """Keep the copies that were typed; what is no number, by requirement."""
    if not draft.entered:
        return {}
    typed = {each.code: request.POST.get(each.paper_name, "").strip() for each in to_upload(of_draft(draft))}
    good = {code: int(text or 0) for code, text in typed.items() if re.fullmatch(r"[0-9]{0,2}", text)}
    draft.entered.note_paper(good)
    return dict.fromkeys(typed.keys() - good.keys(), "纸质原件的份数填 0 到 99 的整数，例如 1")
