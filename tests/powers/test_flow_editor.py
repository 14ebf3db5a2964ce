"""The pages of a draft flow: nothing typed is lost, findings stand at their row, on the drawing and in the summary."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger import clock
from ledger.events import Event
from ledger.verbs import Refused
from powers.bpmn import bpmn
from powers.catalogue import PowerClass
from powers.flow import rows
from powers.flow.flow import Flow
from powers.people.people import Role
from powers.publishing import refuse_unsound
from powers.revisions.revisions import Revision
from tests import factories
from tests.factories import BACKEND

from . import drafts
from .flows import accept as accepted
from .flows import arrow, decide, flow, forked, plain, step

pytestmark = pytest.mark.django_db
CONTROL = re.compile(
    r"<input ([^>]*)>|<textarea ([^>]*)>(.*?)</textarea>|<select ([^>]*)>(.*?)</select>", re.DOTALL
)


@pytest.fixture(autouse=True)
def _inner(zone):
    with zone("inner"):
        yield


@pytest.fixture
def drafter():
    return drafts.drafter()


@pytest.fixture
def revision(drafter):
    return drafts.draft_of(plain(), by=drafter)


def fresh(revision):
    return Revision.objects.get(pk=revision.pk)


def saved_flow(revision) -> Flow:
    return Flow.from_data(fresh(revision).content["flow_data"])


def url(revision, name="revision_flow"):
    return reverse(name, args=[revision.pk])


def form_of(html: str, id: str = "flow-form") -> dict:
    """What a browser would send from the editor as it is shown."""
    form = html[html.index(f'id="{id}"') : html.index("</form>", html.index(f'id="{id}"'))]
    sent: dict[str, list[str]] = {}
    for tag in CONTROL.finditer(form):
        facts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag[1] or tag[2] or tag[4]))
        if facts.get("type") == "checkbox" and " checked" not in tag[1]:
            continue
        chosen = re.search(r'value="([^"]*)" selected', tag[5] or "")
        value = tag[3] if tag[2] else (chosen[1] if chosen else "") if tag[4] else facts.get("value", "")
        sent.setdefault(facts["name"], []).append(value)
    return sent


@pytest.fixture
def sit(client, drafter):
    """`sit(revision, do="…", **typed)` opens the editor, types, and presses a button."""
    client.force_login(drafter, backend=BACKEND)

    def press(revision, do="save", **typed):
        sent = form_of(client.get(url(revision)).content.decode())
        return client.post(
            url(revision), {**sent, "do": do, **{k.replace("_", "-"): v for k, v in typed.items()}}
        )

    return press


def page_of(client, revision, name="revision_flow", **asked):
    return client.get(url(revision, name), asked).content.decode()


def test_saving_the_form_as_it_is_changes_nothing_and_leaves_no_trace(sit, drafter):
    revision = drafts.draft_of(forked(), by=drafter)
    before = Event.objects.of(revision.pk).count()
    assert sit(revision).status_code == 302
    assert saved_flow(revision) == forked()
    assert Event.objects.of(revision.pk).count() == before


def test_what_is_typed_is_saved_and_drawn(sit, client, revision):
    answer = sit(
        revision, name_2="书面审查", days_2="3", duty_2="逐条看", standard_2="一次看完", paper_2="审查意见"
    )
    assert answer.status_code == 302
    changed = saved_flow(revision).steps[1]
    assert (changed.name, changed.limit_days, changed.duty, changed.standard, changed.paper) == (
        "书面审查", 3, "逐条看", "一次看完", "审查意见",
    )  # fmt: skip
    page = page_of(client, revision)
    assert "2 书面审查" in page and "3 个工作日" in page
    assert Event.objects.of(revision.pk).last().verb == "amend"


def test_a_finding_stands_in_the_summary_at_its_row_and_on_both_drawings(sit, client, revision):
    assert sit(revision, do="result-2").status_code == 302
    page = page_of(client, revision)
    assert "有 2 处问题，改好才能送签" in page
    assert page.count("甲，“examine”有一个结果没有写名称") == 1
    assert page.count("甲：“examine”有一个结果没有写名称") == 1
    assert '<tr id="s2" class="is-flag">' in page
    assert page.count('class="line line--flag"') == 4
    assert page.count('<text class="flag-n"') == 4
    assert 'class="select is-bad" id="to-2-2-1"' in page


def test_an_unsound_draft_is_kept_but_cannot_be_signed(sit, revision, drafter):
    sit(revision, do="add")
    assert "s1" in saved_flow(revision)
    with pytest.raises(Refused, match="没有去向.*走不到"):
        refuse_unsound(revision.power, fresh(revision).content)


def test_over_the_promise_is_told_at_the_sums(sit, client, revision):
    sit(revision, days_2="30")
    page = page_of(client, revision)
    assert 'href="#sum"' in page and "30 + 1 = 31 天" in page
    assert '<div class="is-bad"><dt>各步合计</dt>' in page


@pytest.mark.parametrize("days", ["三天", "1.5", "-1", "99999", "９"])
def test_days_that_are_no_number_are_asked_for_again_with_everything_typed(sit, client, revision, days):
    answer = sit(revision, days_2=days, name_2="改过的名字", duty_2="改过的职责")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 2 步的天数只填整数" in page and f'value="{days}"' in page
    assert "改过的名字" in page and "改过的职责" in page
    assert saved_flow(revision) == plain()


def test_an_act_on_a_form_that_cannot_be_saved_is_done_on_the_screen(sit, revision):
    page = sit(revision, do="insert-2", days_2="三天").content.decode()
    assert 'id="s5"' in page and 'value="三天"' in page


def test_a_name_too_long_is_refused_at_its_field(sit, revision):
    answer = sit(revision, name_2="长" * 41, label_2_1="长" * 41, duty_2="长" * 501)
    assert answer.status_code == 422
    assert answer.content.decode().count("请改短") >= 6


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(client, sit, drafter, revision):
    client.force_login(drafter, backend=BACKEND)
    sent = form_of(page_of(client, revision))
    sit(revision, name_2="同事改的")
    answer = client.post(url(revision), {**sent, "name-2": "我改的"})
    assert answer.status_code == 409
    assert "我改的" in answer.content.decode() and "别人刚保存过" in answer.content.decode()
    assert saved_flow(revision).steps[1].name == "同事改的"
    again = client.post(url(revision), {**form_of(answer.content.decode()), "do": "save"})
    assert again.status_code == 302 and saved_flow(revision).steps[1].name == "我改的"


def test_a_step_is_inserted_on_the_way_moved_and_deleted_with_its_arrows(sit, revision):
    sit(revision, do="insert-2")
    inserted = saved_flow(revision)
    assert [each.code for each in inserted.steps] == ["accept", "examine", "s1", "decide", "deliver"]
    assert inserted.step("examine").outcomes[0].to == ("s1",)
    assert inserted.step("s1").outcomes[0].to == ("decide",)
    assert sit(revision, do="up-3")["Location"].endswith("#s2")
    assert [each.code for each in saved_flow(revision).steps][1:3] == ["s1", "examine"]
    sit(revision, do="delete-2")
    assert [each.code for each in saved_flow(revision).steps] == ["accept", "examine", "decide", "deliver"]
    assert saved_flow(revision).step("examine").outcomes[0].to == ()


def test_a_result_can_fork_return_and_be_dropped(sit, drafter):
    middle = [step(code, arrow("pass", then)) for code, then in (("a", "b"), ("b", "c"), ("c", "decide"))]
    three = flow(accepted("a"), *middle, decide())
    revision = drafts.draft_of(three, by=drafter)
    sit(revision, to_2_1=["b", "c"], join_4="1", back_3_1="1")
    changed = saved_flow(revision)
    assert changed.step("a").outcomes[0].to == ("b", "c")
    assert changed.step("c").join and changed.step("b").outcomes[0].back
    sit(revision, do="drop-3-1")
    assert saved_flow(revision).step("b").outcomes == ()


@pytest.mark.parametrize(
    "act", ["delete-9", "delete-0", "up-1", "down-4", "drop-1", "insert-x", "sudo-1", "delete-²"]
)
def test_an_act_that_names_no_row_changes_nothing(sit, revision, act):
    assert sit(revision, do=act).status_code == 302
    assert saved_flow(revision) == plain()


def test_the_results_of_a_decision_get_their_codes_from_their_words():
    results = [
        rows.OutcomeRow("", "不予许可"),
        rows.OutcomeRow("o1", "准予"),
        rows.OutcomeRow("back", "不通过，退回", back=True),
    ]
    row = rows.StepRow(kind="decision", outcomes=results)
    assert rows.outcome_codes(row) == ["refuse", "grant", "back"]


def test_an_empty_draft_can_begin_with_the_usual_flow_of_its_class(client, sit, drafter, revision):
    for _ in range(4):
        sit(revision, do="delete-1")
    assert fresh(revision).content["flow_data"] == {}
    assert "还没有流程" in page_of(client, revision)
    sit(revision, do="start")
    assert saved_flow(revision).steps[0].name == "受理"
    assert "没有发现问题" in page_of(client, revision)


def test_the_flow_goes_out_as_bpmn_and_comes_in_again(client, sit, drafter, revision):
    client.force_login(drafter, backend=BACKEND)
    answer = client.get(url(revision, "revision_flow_bpmn"))
    assert (
        answer["Content-Disposition"].startswith("attachment") and bpmn.read(answer.content).flow == plain()
    )
    file = SimpleUploadedFile("流程.bpmn", bpmn.write(forked(), name="x"))
    assert client.post(url(revision, "revision_flow_read"), {"file": file}).status_code == 302
    assert saved_flow(revision) == forked()


@pytest.mark.parametrize(
    ("data", "words"), [(b"<x/>", "BPMN"), (None, "请选一个 BPMN 文件"), (b"<a>" + b"x" * 1_100_000, "超过")]
)
def test_a_file_that_is_no_flow_changes_nothing_and_says_why(client, drafter, revision, data, words):
    client.force_login(drafter, backend=BACKEND)
    sent = {"file": SimpleUploadedFile("x.bpmn", data)} if data else {}
    answer = client.post(url(revision, "revision_flow_read"), sent)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert saved_flow(revision) == plain()


def test_only_the_drafter_may_write_and_only_while_it_is_a_draft(client, drafter, revision):
    client.force_login(factories.official(Role.HEAD, at=factories.office()), backend=BACKEND)
    assert client.get(url(revision))["Location"] == url(revision, "revision_flow_chart")
    assert 'href="#' not in page_of(client, revision, "revision_flow_chart").replace('href="#main"', "")
    assert client.post(url(revision), {"steps": "0", "seq": revision.seq})["Location"].endswith("/chart/")
    file = SimpleUploadedFile("x.bpmn", bpmn.write(forked(), name="x"))
    assert client.post(url(revision, "revision_flow_read"), {"file": file}).status_code >= 400
    assert saved_flow(revision) == plain()
    client.force_login(factories.official(Role.CATALOGUE, at=factories.office("别的机关")), backend=BACKEND)
    assert client.get(url(revision)).status_code == 404
    assert client.get(url(revision, "revision_flow_bpmn")).status_code == 404


def test_the_internal_view_shows_post_duty_limit_and_the_risk_points_of_each_step(client, drafter, revision):
    content = fresh(revision).content
    risk = {"step": "examine", "point": "自由裁量过大", "level": "1", "control": "两人审查"}
    fresh(revision).amend(
        by=drafter, at=clock.now(), proposed={"content": {**content, "details": {"risks": [risk]}}}
    )
    client.force_login(drafter, backend=BACKEND)
    page = page_of(client, revision, "revision_flow_chart", view="internal")
    assert all(words in page for words in ("承办岗", "1 个工作日", "自由裁量过大（高）", "两人审查"))
    assert "自由裁量过大" not in page_of(client, revision, "revision_flow_chart", view="external")


def test_an_ex_officio_power_has_no_flow_to_edit(client, drafter, revision):
    Revision.objects.filter(pk=revision.pk).update(power_class=_penalty())
    client.force_login(drafter, backend=BACKEND)
    assert "依职权" in client.get(url(revision)).content.decode()


def _penalty():
    return PowerClass.objects.get_or_create(
        code="02", defaults={"name": "行政处罚", "on_application": False}
    )[0]


def test_a_hostile_form_is_no_way_in(client, drafter, revision):
    client.force_login(drafter, backend=BACKEND)
    bad = {"seq": revision.seq, "steps": "9" * 400, "lane-1": "emperor", "do": "save"}
    assert client.post(url(revision), bad).status_code == 422
    assert client.post(url(revision), {"seq": revision.seq, "do": "save"}).status_code == 422
    bad["steps"] = "1"
    assert client.post(url(revision), bad).status_code == 422
    assert saved_flow(revision) == plain()
    bad = {
        "seq": revision.seq,
        "steps": "1",
        "name-1": "<script>alert(1)</script>",
        "lane-1": "head",
        "kind-1": "decision",
    }
    client.post(url(revision), bad)
    page = page_of(client, revision)
    assert "<script>alert" not in page and "&lt;script&gt;" in page
