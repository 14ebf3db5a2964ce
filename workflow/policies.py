"""Who may do what to a case: predicates (user, case) → bool, one place for gate, buttons and pages.

A person acts by a post in the office that holds the case, on a step of the lane of that post, and never on two key steps of
one case: acceptor, examiner and approver are different people (行政许可法 第四十八条 for the hearing; 审批三分离).
"""

from dataclasses import dataclass

from powers.people import standing_in
from powers.people.offices import area_prefix
from powers.people.people import CLOCK, HANDLING_ROLES, INSPECTOR_ROLES, Role


@dataclass(frozen=True)
class AtStep:
    """A case of which only some open steps are looked at."""

    case: object
    open_runs: list

    def __getattr__(self, name):
        return getattr(self.case, name)


def is_applicant(user, case) -> bool:
    """The person who applied, on the outer net, or the applicant's word that came over the exchange."""
    if getattr(user, "post", "") == "applicant":
        return user.subject == str(case.pk)
    return bool(user.is_applicant and user.pk and case.applicant_id == user.pk)


def is_window_clerk(user, case) -> bool:
    """A clerk of the office's own window who is not the applicant (回避)."""
    return user.holds(Role.WINDOW, office_id=case.office_id) and not is_applicant(user, case)


def may_file(user, case) -> bool:
    """The applicant himself, or a clerk of the office's window who enters it for him at the counter.

    The law asks nobody to apply in person (行政许可法 第二十九条第二款). The clerk who enters may also accept: it is one post,
    and each event names its hand. Who must be apart from him, examiner and head, comes on the inner net.
    """
    return is_applicant(user, case) or is_window_clerk(user, case)


def may_hand_in(user, case) -> bool:
    """The applicant, or a clerk who takes his correction in at the window, as the notice of correction promises."""
    return is_applicant(user, case) or is_window_clerk(user, case)


def is_on_step(user, case) -> bool:
    """Holds the post of a step that is open now, and has not acted on another key step of the case."""
    return any(may_act(user, run) for run in case.open_runs)


def may_act(user, run) -> bool:
    """May take the step up, and no other key step of the case is this person's.

    Four eyes are counted by who closed a step, so a deputy is bound by his own steps and not by those of the colleague.
    """
    return may_take(user, run) and not has_other_hand(user, run.case, run)


def may_take(user, run) -> bool:
    """Holds the post of the step in its office, and nobody else has it in hand.

    A deputy may take up what the absent colleague has in hand.
    """
    return (
        bool(user.posts)
        and run.lane != Role.WINDOW
        and run.lane in user.roles_in(run.office_id)
        and (run.holder == "" or is_in_hand(user, run))
    )


def is_in_hand(user, run) -> bool:
    """Whether the step is with this person, or with a colleague he stands in for on its post."""
    return run.holder in standing_in.hands(user, run)


def has_other_hand(user, case, run) -> bool:
    """Whether this person closed a step of another lane of the case: one person, one key step."""
    return any(r.closed_by == user.staff_no and r.lane != run.lane for r in case.runs_done)


def is_deciding(user, case) -> bool:
    """Holds the post of the decision step that is open now."""
    return any(run.kind == "decision" and may_act(user, run) for run in case.open_runs)


def is_clock(user, case) -> bool:
    """The clock: what the law itself says happens when time has passed."""
    return getattr(user, "post", "") == CLOCK.post


def is_holding(user, case) -> bool:
    """Has an open step of the case in hand."""
    return bool(user.staff_no) and any(run.holder and is_in_hand(user, run) for run in case.open_runs)


def is_assigning(user, case) -> bool:
    """Reviewer or head of an office with an open step, who share out the work."""
    return any(may_assign(user, run) for run in case.open_runs)


def may_assign(user, run) -> bool:
    """A step is shared out in the office that handles it; a branch of another office is not ours to give."""
    return run.lane != Role.WINDOW and user.holds(Role.REVIEWER, Role.HEAD, office_id=run.office_id)


def is_approving(user, case) -> bool:
    """On an open step as reviewer or head."""
    return any(run.lane in (Role.REVIEWER, Role.HEAD) and may_act(user, run) for run in case.open_runs)


def is_head(user, case) -> bool:
    """The head of the office that holds the case (本行政机关负责人), who is not its applicant."""
    return user.holds(Role.HEAD, office_id=case.office_id) and not is_applicant(user, case)


def is_consulted(user, case) -> bool:
    """Handles cases in an office that was asked for its opinion and has not answered."""
    return any(
        each.answered_at is None and user.holds(*HANDLING_ROLES, office_id=each.office_id)
        for each in case.consultations.all()
    )


def is_inspecting(user, case) -> bool:
    """Holds the post of a special-procedure step that is open now (行政许可法 第四十五条)."""
    return any(run.stops_clock and may_act(user, run) for run in case.open_runs)


def is_deliverer(user, case) -> bool:
    """The applicant fetching the result, or the office's window handing it over."""
    return is_applicant(user, case) or is_window_clerk(user, case)


def may_answer(user, case) -> bool:
    """Holds a post at the window or the desk of the case's office, and is not its applicant (回避)."""
    posted = user.holds(Role.WINDOW, *HANDLING_ROLES, office_id=case.office_id)
    return posted and not is_applicant(user, case)


def is_handling(user, case) -> bool:
    """Holds a post at the desk of the office that has the case."""
    return user.holds(*HANDLING_ROLES, office_id=case.office_id)


def may_read(user, case) -> bool:
    if is_applicant(user, case):
        return True
    return user.holds(Role.WINDOW, *HANDLING_ROLES, office_id=case.office_id)


def is_inspector_of(user, office) -> bool:
    """Government level sees all offices of its area and below; department level its own and those under it."""
    for post in user.posts:
        if post.role not in INSPECTOR_ROLES:
            continue
        if post.role == Role.GOVERNMENT_INSPECTOR and office.area_id.startswith(
            area_prefix(post.office.area_id)
        ):
            return True
        if office.pk == post.office_id or office.parent_id == post.office_id:
            return True
    return False
