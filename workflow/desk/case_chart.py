"""The flowchart of an edition with the place of one case drawn in: steps done, running, still ahead, not on its way.

It reads the runs of the case and draws the same chart that is published and run. The external view merges the posts that
examine, as the public chart does, so that it can be shown to the applicant; the internal view is for the desk.
"""

from django.utils.safestring import mark_safe

from powers.flow.charting import View
from powers.flow.flowchart import Place, svg, words
from workflow.engine import ENDS
from workflow.machine import Case
from workflow.states import IN_HAND, State

LABELS = {Place.PAST: "已办", Place.NOW: "正在办", Place.AHEAD: "还没办", Place.OFF: "不经过"}
BEFORE_ACCEPTANCE = (State.SUBMITTED, State.CORRECTION)


def places(case: Case) -> dict[str, Place]:
    """Where each step of the flow stands in this case. A step that was left by sending the case back is ahead again."""
    running = {run.code for run in case.open_runs}
    done = {run.code for run in case.runs_done if run.outcome == "deliver" or run.outcome not in ENDS}
    flow = case.edition.flow
    ahead = frozenset().union(*(flow.reach(code) for code in running))
    found = {}
    for step in flow.steps:
        if step.code in running:
            found[step.code] = Place.NOW
        elif step.code in ahead:
            found[step.code] = Place.AHEAD
        else:
            found[step.code] = Place.PAST if step.code in done else Place.OFF
    return found


def drawing(case: Case, *, view: View) -> dict:
    """The chart and, for phones and for who cannot see it, its steps from top to bottom, each with its place."""
    flow = case.edition.flow
    if not flow:
        return {}
    found = places(case)
    if view == View.EXTERNAL:
        found |= _of_the_applicant(case, found)
    drawn = svg(
        flow,
        title=f"{case.edition.name}：这一件办到哪一步",
        view=view,
        id="place",
        places=tuple(sorted(found.items())),
    )
    codes = [step.code for step in flow.steps]
    if view == View.EXTERNAL:
        codes = ["-apply", "-complete", *codes, "-receive"]
    told = [
        (each, found[code], LABELS[found[code]])
        for code, each in zip(codes, words(flow, view=view), strict=True)
    ]
    # The drawing escapes every text itself.
    return {"svg": mark_safe(drawn), "told": told}


def _of_the_applicant(case: Case, found: dict[str, Place]) -> dict[str, Place]:
    """The boxes that stand in the public chart beside the steps: filing, completeness, refusal, the result."""
    waits, first = case.state in BEFORE_ACCEPTANCE, case.edition.flow.first.code
    corrects = case.state == State.CORRECTION
    undecided = waits or case.state in IN_HAND
    received = case.state == State.CONCLUDED and case.decision != ""
    places_ = {
        "-apply": Place.PAST,
        "-complete": Place.NOW if waits and not corrects else Place.PAST,
        "-supplement": _past(case.corrected_at is not None),
        "-receipt": Place.AHEAD if waits else _past(case.accepted_at is not None),
        "-refused": Place.AHEAD if undecided else _past(case.decision == "refuse"),
        "-receive": Place.PAST if received else Place.AHEAD if case.open_runs else Place.OFF,
    }
    if corrects:
        places_["-supplement"] = Place.NOW
    if waits:
        places_[first] = Place.AHEAD
    return places_


def _past(is_so: bool) -> Place:
    return Place.PAST if is_so else Place.OFF
