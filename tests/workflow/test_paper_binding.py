"""A case gets the papers its published flow calls for, no others; the turns outside the flow have each their own."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ledger.verbs import Refused
from powers.flow.flow import Flow, Lane, StepKind
from powers.flow.paper_vocabulary import PaperKind
from tests import factories
from tests.powers.flows import accept, arrow, decide, flow, plain, step
from tests.powers.test_step_papers import saying
from workflow.licences.licences import Licence
from workflow.machine import Case
from workflow.papers import binding, paperwork
from workflow.papers.kinds import KINDS
from workflow.papers.papers import issue
from workflow.states import State

pytestmark = pytest.mark.django_db


def kinds_of(case):
    return set(case.papers.values_list("kind", flat=True))


def test_the_vocabulary_and_the_kinds_with_their_content_are_the_same():
    assert set(KINDS) == set(PaperKind)
    assert {code: kind.label for code, kind in KINDS.items()} == {kind: kind.label for kind in PaperKind}


def test_every_verb_that_writes_papers_is_bound_by_its_flow_or_by_law():
    for verb, writers in paperwork.PAPERS.items():
        written = {kind for kind, _ in writers}
        assert (verb in binding.IN_FLOW) != (verb in binding.TURNS)
        assert verb in binding.IN_FLOW or written == set(binding.TURNS[verb])
    lawful = {*Case.verbs(), *Licence.verbs()}
    assert set(binding.TURNS) <= lawful and set(binding.IN_FLOW) <= lawful


def test_a_flow_that_gives_no_certificate_brings_a_decision_alone(zone):
    sketch = saying(plain(), "decide", "grant", "grant_decision")
    case, _ = factories.case_at(State.GRANTED, zone=zone, edition_=factories.edition(flow=sketch))
    assert kinds_of(case) == {"submission_receipt", "acceptance_notice", "grant_decision"}
    assert case.papers.get(kind="grant_decision").fields.get("certificate") is None
    assert not Licence.objects.exists()


def test_a_delivery_that_calls_for_no_proof_brings_none(zone):
    case, _ = factories.case_at(
        State.CONCLUDED, zone=zone, edition_=factories.edition(flow=saying(plain(), "deliver", "done"))
    )
    assert "delivery_receipt" not in kinds_of(case)


@pytest.mark.parametrize("writes", [True, False])
def test_a_legal_review_writes_its_opinion_where_the_flow_calls_for_it(zone, writes):
    sketch = _with_legal_review() if writes else _without_opinion(_with_legal_review())
    case, _ = factories.case_at(State.GRANTED, zone=zone, edition_=factories.edition(flow=sketch))
    assert ("legal_opinion" in kinds_of(case)) is writes


def _with_legal_review() -> Flow:
    return flow(
        accept("legal"), step("legal", arrow("pass", "decide"), kind=StepKind.LEGAL_REVIEW, lane=Lane.LEGAL), decide()
    )  # fmt: skip


def _without_opinion(sketch: Flow) -> Flow:
    return Flow(
        tuple(
            replace(each, outcomes=tuple(replace(o, papers=()) for o in each.outcomes))
            if each.kind == "legal_review"
            else each
            for each in sketch.steps
        )
    )


@pytest.mark.parametrize(
    ("verb", "body", "kind"),
    [
        ("grant", {"closes": {"step": "decide", "outcome": "grant"}}, "refusal_decision"),
        ("advance", {"closes": {"step": "examine", "outcome": "pass"}}, "grant_decision"),
        ("claim", {}, "extension_notice"),
        ("extend", {}, "grant_decision"),
    ],
)
def test_a_paper_that_nothing_calls_for_is_refused_and_written_nowhere(zone, verb, body, kind):
    case, _ = factories.case_at(State.HANDLING, zone=zone, edition_=factories.edition(flow=plain()))
    before = case.papers.count()
    event = SimpleNamespace(verb=verb, body=body, seq=99, at=case.last_at)
    with zone("inner"), pytest.raises(Refused, match="不出具"):
        issue(case, event, kind=kind, fields={})
    assert case.papers.count() == before


def test_the_lawful_turns_need_no_word_in_the_flow(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone, edition_=factories.edition(flow=plain()))
    with zone("inner"):
        run = case.open_runs[0]
        case.ask_extension(by=staff.on(run.lane), at=case.last_at, step=run.code, days=5, reasons="案情复杂")
        factories.fresh(case).extend(by=staff.head, at=case.last_at, days=5, reasons="案情复杂")
    assert "extension_notice" in kinds_of(case)
