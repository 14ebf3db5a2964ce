"""What 告知承诺书 says of a case: the text of the edition, and that it was promised."""

from datetime import datetime

from powers.items import undertakings as told_of
from workflow.papers.facts import basis


def written(case, event) -> dict | None:
    """Nothing where all materials are handed in."""
    words = case.application.get("undertakings", ())
    if not words:
        return None
    materials = [told_of.of(case.edition)[word["code"]] for word in words]
    told = [material["undertaking"] for material in materials]
    return {
        "basis": basis(case),
        "names": [material["name"] for material in materials],
        **{part: [each[part] for each in told] for part in told_of.TEXTS},
        "checks": [told_of.check_words(each).replace(" ", "") for each in told],
        "prints": [word["digest"][:16] for word in words],
        "way": "agent" if case.applied.by_agent else "paper" if case.applied.is_entered else "",
        "promised_at": max(datetime.fromisoformat(word["at"]) for word in words),
    }
