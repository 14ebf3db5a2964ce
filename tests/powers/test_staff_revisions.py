"""The pages of a revision: what is typed is kept, errors say what to do, and each stage finds its work."""

import pytest

from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Power
from powers.items import content_words
from powers.people.people import REGISTRAR, Role
from powers.revisions import revising
from powers.revisions.adjustments import Kind
from powers.revisions.revisions import Revision, Stage
from tests import factories

from .test_revisions import again, at_stage, drafted
from .test_revisions import people as people_fixture
from .test_revisions import power as power_fixture

pytestmark = pytest.mark.django_db
people, power = people_fixture, power_fixture
PAGES = (
    "about",
    "plain",
    "basis",
    "materials",
    "identity",
    "service",
    "limits",
    "result",
    "contact",
    "fees",
)


@pytest.fixture
def on(client):
    def signed_in(user):
        client.force_login(user, backend=factories.BACKEND)
        return client

    return signed_in


def form_of(response) -> dict:
    """Everything a browser would send back unchanged."""
    page, sent = response.context["page"], {}
    for rows in page.rows:
        sent |= {
            f"{rows.prefix}-{name}": value
            for name, value in rows.management_form.initial.items()
            if value is not None
        }
    for form in page.forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False and value not in ("", []):
                sent[bound.html_name] = value
    return sent


def test_a_clerk_begins_a_revision_from_an_item(on, power, people):
    answer = on(people.clerk).post(f"/powers/items/{power.pk}/revise/", {"kind": "change"})
    revision = Revision.objects.get()
    assert answer.url == f"/powers/revisions/{revision.pk}/pages/about/"
    assert revision.content == power.current.content()


def test_no_kind_is_chosen_beforehand(on, power, people):
    answer = on(people.clerk).post(f"/powers/items/{power.pk}/revise/")
    assert answer.status_code == 422
    assert "请选调整情形" in answer.text


@pytest.mark.parametrize("code", PAGES)
def test_a_page_saved_unchanged_changes_nothing(on, power, people, code):
    revision = drafted(power, people)
    address = f"/powers/revisions/{revision.pk}/pages/{code}/"
    page = on(people.clerk).get(address)
    assert on(people.clerk).post(address, form_of(page)).status_code == 302
    after = again(revision)
    assert revising.compare(revision.content, after.content, power.power_class).changed == ()
    assert after.reasons == revision.reasons


def test_what_was_typed_stays_on_a_page_with_errors_and_is_not_saved(on, power, people):
    revision = drafted(power, people)
    address = f"/powers/revisions/{revision.pk}/pages/contact/"
    sent = {**form_of(on(people.clerk).get(address)), "complaint_phone": "打一二三四五", "place": "新地址"}
    answer = on(people.clerk).post(address, sent)
    assert answer.status_code == 422
    assert "请写电话号码，例如" in answer.text
    assert "打一二三四五" in answer.text and "新地址" in answer.text
    assert again(revision).content == revision.content


def test_a_row_that_is_begun_must_be_finished_and_one_that_is_emptied_goes(on, power, people):
    revision = drafted(power, people, flow_data={})
    address = f"/powers/revisions/{revision.pk}/pages/risks/"
    sent = form_of(on(people.clerk).get(address)) | {"risks-0-point": "随意退件"}
    answer = on(people.clerk).post(address, sent)
    assert answer.status_code == 422 and "请填写防控措施" in answer.text
    step = "受理"
    whole = sent | {"risks-0-step": step, "risks-0-level": "1", "risks-0-control": "双人复核"}
    assert on(people.clerk).post(address, whole).status_code == 302
    kept = again(revision).content["details"]["risks"]
    assert kept == [{"step": step, "point": "随意退件", "level": "1", "control": "双人复核"}]
    emptied = form_of(on(people.clerk).get(address))
    blank = {name: "" if name.startswith("risks-0") else value for name, value in emptied.items()}
    on(people.clerk).post(address, blank)
    assert "risks" not in again(revision).content["details"]


def test_risk_points_have_no_page_of_their_own_where_the_flow_has_steps_to_hold_them(on, power, people):
    revision = drafted(power, people)
    assert on(people.clerk).get(f"/powers/revisions/{revision.pk}/pages/risks/").status_code == 404
    assert "/pages/risks/" not in on(people.clerk).get(f"/powers/revisions/{revision.pk}/").text


def test_resumption_is_offered_only_for_what_is_suspended(on, power, people):
    address = f"/powers/items/{power.pk}/revise/"
    assert 'value="resume"' not in on(people.clerk).get(address).text
    power.current.suspend(by=REGISTRAR, at=clock.now(), day=civil_day(clock.now()), reasons="改造", change={})
    assert 'value="resume"' in on(people.clerk).get(address).text
    assert on(people.clerk).post(address, {"kind": "suspend"}).status_code == 422


def test_a_new_material_gets_a_code_and_the_others_keep_theirs(on, power, people):
    revision = drafted(power, people)
    address = f"/powers/revisions/{revision.pk}/pages/materials/"
    sent = form_of(on(people.clerk).get(address))
    place = len(revision.content["materials"])
    row = {
        "name": "学历证明",
        "need": "later",
        "form": "电子",
        "source": "申请人自备",
        "copies": "1",
        "wait_days": "5",
    }
    sent |= {f"materials-{place}-{name}": value for name, value in row.items()}
    sent["materials-0-name"] = ""
    sent = {name: value for name, value in sent.items() if not name.startswith("materials-0-")}
    on(people.clerk).post(address, sent)
    kept = again(revision).content["materials"]
    assert [row["code"] for row in kept] == ["m2", "m3"]
    assert (kept[1]["required"], kept[1]["copies"], kept[1]["wait_days"]) == (False, 1, 5)
    assert "可以容缺后补，最多 5 个工作日" in content_words.material_aloud(kept[1], {})


def test_a_promise_beyond_the_law_is_refused_on_its_page(on, power, people):
    revision = drafted(power, people)
    address = f"/powers/revisions/{revision.pk}/pages/plain/"
    sent = form_of(on(people.clerk).get(address)) | {"promised_days": "30"}
    assert "请改到 20 天以内" in on(people.clerk).post(address, sent).text


def test_a_draft_that_lacks_something_says_what_and_offers_no_sending(on, power, people):
    revision = revising.revise(power, kind=Kind.CHANGE, by=people.clerk, at=clock.now())
    text = on(people.clerk).get(f"/powers/revisions/{revision.pk}/").text
    assert "监督投诉电话" in text and "送负责人签发" not in text


@pytest.mark.parametrize(
    ("stage", "who", "outcome"),
    [
        ("signing", "head", "sign"),
        ("staffing", "staffing", "pass_staffing"),
        ("legal", "legal", "pass_legal"),
    ],
)
def test_each_reviewer_finds_it_on_the_list_and_consents_in_words(on, power, people, stage, who, outcome):
    revision = at_stage(stage, power, people)
    person = getattr(people, who)
    assert "护士执业注册" in on(person).get("/powers/todo/").text
    address = f"/powers/revisions/{revision.pk}/"
    page = on(person).get(address)
    assert 'name="outcome"' in page.text and " checked" not in page.text
    assert on(person).post(f"{address}opinion/", {"outcome": outcome}).status_code == 422
    assert on(person).post(f"{address}opinion/", {"outcome": outcome, "note": "同意"}).status_code == 302
    assert again(revision).state != stage
    assert "现在没有要您办的修订" in on(person).get("/powers/todo/").text


def test_sending_back_reaches_the_clerk_with_its_reasons(on, power, people):
    revision = at_stage("legal", power, people)
    said = {"outcome": "send_back", "note": "第八条没有授权，请改引"}
    on(people.legal).post(f"/powers/revisions/{revision.pk}/opinion/", said)
    assert again(revision).state == Stage.DRAFT
    assert "第八条没有授权，请改引" in on(people.clerk).get(f"/powers/revisions/{revision.pk}/").text


def test_nobody_opens_the_draft_pages_of_another_stage_or_department(on, power, people):
    revision = drafted(power, people)
    address = f"/powers/revisions/{revision.pk}/pages/about/"
    assert on(people.legal).get(address).status_code == 404
    stranger = factories.official(Role.CATALOGUE, at=factories.office("鼓楼区民政局"))
    assert on(stranger).get(f"/powers/revisions/{revision.pk}/").status_code == 404
    assert on(stranger).get(f"/powers/items/{power.pk}/").status_code == 404
    handler = factories.official(Role.HANDLER, at=power.office)
    assert on(handler).get("/powers/todo/").status_code == 403


def test_two_editions_stand_side_by_side_with_their_history(on, power, people):
    at_stage(Stage.READY, power, people)
    revising.publish_due(now=clock.now)
    text = on(people.legal).get(f"/powers/items/{power.pk}/difference/").text
    assert "<ins>9</ins>" in text and "<del>8</del>" in text
    assert "补全办理要素" in text
    assert Power.objects.get().current.version == 2
    assert on(people.legal).get(f"/powers/items/{power.pk}/").status_code == 200


def test_the_list_of_items_is_searched_and_paged(on, power, people):
    assert "护士执业注册" in on(people.clerk).get("/powers/items/?q=护士").text
    assert "没有这样的事项" in on(people.clerk).get("/powers/items/?q=没有的").text


def test_a_new_item_begins_with_its_class_and_name(on, power, people):
    sent = {
        "kind": "add",
        "office": power.office_id,
        "power_class": "02",
        "level": "3",
        "name": "对无证行医的处罚",
    }
    assert on(people.clerk).post("/powers/revisions/new/", sent).status_code == 302
    revision = Revision.objects.get()
    text = on(people.clerk).get(f"/powers/revisions/{revision.pk}/").text
    assert "处罚和裁量" in text and "受理条件和材料" not in text


def test_the_level_is_asked_of_a_new_power_only(on, power, people):
    """A power keeps its level for life, so a change of it is not asked for and then lost."""
    plain = "/powers/revisions/{}/pages/plain/"
    assert "level" not in form_of(on(people.clerk).get(plain.format(drafted(power, people).pk)))
    facts = {"kind": Kind.ADD, "power_class": power.power_class, "level": 3, "name": "新事项"}
    new = revising.propose(power.office, **facts, by=people.clerk, at=clock.now())
    sent = form_of(on(people.clerk).get(plain.format(new.pk))) | {"level": "4"}
    assert on(people.clerk).post(plain.format(new.pk), sent).status_code == 302
    assert again(new).level == 4


def test_the_list_of_items_is_narrowed_by_class_and_office_and_by_nothing_made_up(on, power, people):
    elsewhere = factories.office("鼓楼区民政局")
    factories.edition(at=elsewhere, name="慈善表彰")
    staffing = on(people.staffing)
    both = staffing.get("/powers/items/").context
    assert {name for _, name in both["offices"]} >= {power.office.short_name, elsewhere.short_name}
    one = staffing.get("/powers/items/", {"office": elsewhere.pk}).context
    assert [each.name for each in one["powers"]] == ["慈善表彰"] and one["count"] == 1
    assert staffing.get("/powers/items/", {"class": "99", "office": "x"}).context["count"] == both["count"]
    assert staffing.get("/powers/items/", {"class": power.power_class_id}).context["count"] == both["count"]
