"""A step that another office handles (并联审批): kept by document, editor and diagram; an unknown office is refused."""

from dataclasses import replace

import pytest

from ledger.verbs import Refused
from powers.bpmn import bpmn
from powers.flow.flow import Flow
from powers.flow.internal import internal_rows
from powers.flow.rows import data_of, misfits, rows_of
from powers.publishing import refuse_unsound
from tests import factories

from . import drafts
from .flows import plain


def joint(office: str) -> Flow:
    """The plain flow, its examination in the hands of another office."""
    steps = plain().steps
    return Flow(tuple(replace(s, office=office) if s.lane == "handler" else s for s in steps))


CODE = "11320106014267890X"


def test_a_flow_without_other_offices_keeps_its_document():
    assert all("office" not in step for step in plain().to_data()["steps"])
    assert not plain().is_joint and joint(CODE).is_joint


def test_the_office_survives_document_editor_and_diagram():
    flow = joint(CODE)
    assert Flow.from_data(flow.to_data()) == flow
    assert data_of(rows_of(flow.to_data())) == flow.to_data()
    assert bpmn.read(bpmn.write(flow, name="试")).flow == flow


def test_an_office_that_is_no_code_is_named_at_its_step():
    rows = rows_of(joint("环保局").to_data())
    assert [m.text for m in misfits(rows) if "办理机关" in m.text]


@pytest.mark.django_db
def test_an_unknown_office_keeps_a_flow_from_being_published(zone):
    with zone("inner"):
        revision = drafts.draft_of(joint(CODE), by=drafts.drafter())
        with pytest.raises(Refused, match="不在机构名单里"):
            refuse_unsound(revision.power, revision.content)


@pytest.mark.django_db
def test_the_internal_chart_names_the_office():
    office = factories.office("鼓楼区生态环境局")
    rows = internal_rows(joint(office.pk), {})
    assert "鼓楼区生态环境局" in [row.office for row in rows]
