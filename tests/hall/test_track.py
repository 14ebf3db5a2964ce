"""One's own cases: what the applicant sees, may do, and never sees of others."""

from unittest import mock

import pytest

from exchange.outbox import OutboxCursor
from hall.apply import draft_files, drafts
from hall.apply.drafts import Draft
from hall.cases import corrections
from ledger import clock
from ledger.events import Event
from ledger.verbs import StaleSubject
from powers.flow.steps import Lane, StepKind
from tests.conftest import in_zone
from tests.factories import STEPS, case_at, fresh
from tests.powers import flows
from workflow.materials import filings
from workflow.materials.filings import Petition
from workflow.papers.papers import Paper, print_pending
from workflow.states import State

from .conftest import now, person, png


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def at_state(citizen):
    return lambda state, **facts: case_at(state, zone=in_zone, applicant=citizen, **facts)[0]


def test_every_state_is_told_in_the_applicants_words(signed_in, at_state):
    tested = flows.flow(
        flows.accept("test"),
        flows.step("test", flows.arrow("pass", "decide"), kind=StepKind.SPECIAL, lane=Lane.SURVEYOR),
        flows.decide(),
    )
    for state in State:
        case = at_state(state, **({"flow": tested} if state == State.PAUSED else {}))
        page = text(signed_in.get(f"/cases/{case.number}/"))
        said = "已受理，正在转送" if state == State.HANDLING else state.public_label
        assert said in page, state


def test_an_accepted_case_is_said_to_be_on_its_way_until_the_inner_net_has_it(
    signed_in, at_state, monkeypatch
):
    case = at_state(State.HANDLING)
    assert OutboxCursor.objects.count() == 0
    assert "已受理，正在转送" in text(signed_in.get(f"/cases/{case.number}/"))
    monkeypatch.setattr("hall.cases.standing.acknowledged", lambda event: event.verb == "accept")
    page = text(signed_in.get(f"/cases/{case.number}/"))
    assert "正在转送" not in page and "您的申请已受理，正在审查" in page


def test_the_timeline_shows_what_was_done_what_goes_on_and_what_comes(signed_in, at_state):
    page = text(signed_in.get(f"/cases/{at_state(State.HANDLING).number}/"))
    done, going, coming = page.index("提交申请"), page.index('aria-current="step"'), page.index("is-next")
    assert done < page.index("材料齐全，从次日起计算办理时间") < going < coming


def test_no_name_and_no_opinion_of_an_official_is_on_the_page(signed_in, citizen):
    case, staff = case_at(State.GRANTED, zone=in_zone, applicant=citizen)
    page = text(signed_in.get(f"/cases/{case.number}/"))
    people = [staff.window, staff.handler, staff.reviewer, staff.head]
    assert all(each.name not in page and each.staff_no not in page for each in people)
    # The public chart asks 符合条件吗 of every case; the opinion of this one said 符合条件.
    assert "符合条件" not in page.replace("符合条件吗", "") and "同意" not in page


def test_the_due_date_explains_itself_line_by_line(signed_in, at_state):
    page = text(signed_in.get(f"/cases/{at_state(State.HANDLING).number}/"))
    assert "当天不计入" in page and "clock__days" in page


@pytest.mark.parametrize("page", ["", "receipt/", "supplement/", "rate/", "withdraw/"])
def test_another_persons_case_is_as_absent_as_one_that_never_was(signed_in, page):
    other, _ = case_at(State.CONCLUDED, zone=in_zone, applicant=person("李四", serial=2, phone="13900000001"))
    theirs = signed_in.get(f"/cases/{other.number}/{page}")
    absent = signed_in.get(f"/cases/{'9' * 16}/{page}")
    assert theirs.status_code == absent.status_code == 404
    shown = [text(answer).split("<main")[1].replace(other.number, "9" * 16) for answer in (theirs, absent)]
    assert shown[0] == shown[1]


def test_another_persons_papers_and_materials_are_not_there(signed_in):
    other, _ = case_at(State.CONCLUDED, zone=in_zone, applicant=person("李四", serial=2, phone="13900000001"))
    paper, material = other.papers.first(), other.materials.first()
    for address in (f"papers/{paper.pk}/", f"papers/{paper.pk}/pdf/", f"materials/{material.pk}/"):
        assert signed_in.get(f"/cases/{other.number}/{address}").status_code == 404
    assert signed_in.post(f"/cases/{other.number}/papers/{paper.pk}/sign/").status_code == 404
    assert signed_in.post(f"/cases/{other.number}/withdraw/").status_code == 404


def test_a_window_clerk_has_no_citizens_page_of_a_case(client, at_state):
    case, staff = case_at(
        State.SUBMITTED, zone=in_zone, applicant=person("李四", serial=2, phone="13900000001")
    )
    staff_user = staff.window
    client.force_login(staff_user, backend="powers.backends.AccountBackend")
    assert client.get(f"/cases/{case.number}/").status_code == 404


def test_my_cases_shows_mine_with_what_is_to_do(signed_in, at_state):
    asked, other = at_state(State.CORRECTION), case_at(State.SUBMITTED, zone=in_zone)[0]
    page = text(signed_in.get("/cases/"))
    assert f"/cases/{asked.number}/supplement/" in page and other.number not in page


def test_my_cases_are_paged_by_key(signed_in, at_state, monkeypatch):
    monkeypatch.setattr("hall.cases.my_cases.PAGE", 2)
    numbers = [at_state(State.SUBMITTED).number for _ in range(3)]
    first = signed_in.get("/cases/")
    second = signed_in.get("/cases/", {"after": first.context["next"]})
    seen = [case.number for page in (first, second) for case, *_ in page.context["rows"]]
    assert sorted(seen) == sorted(numbers)
    assert signed_in.get("/cases/", {"after": "nonsense"}).status_code == 200


def test_pages_ask_a_bounded_number_of_queries(signed_in, at_state, django_assert_max_num_queries):
    cases = [at_state(State.HANDLING) for _ in range(4)]
    with django_assert_max_num_queries(16):
        signed_in.get("/cases/")
    with django_assert_max_num_queries(22):
        signed_in.get(f"/cases/{cases[0].number}/")
    with django_assert_max_num_queries(18):
        signed_in.get(f"/cases/{cases[0].number}/receipt/")


def test_the_receipt_tells_the_dates_of_what_comes_next(signed_in, at_state):
    page = text(signed_in.get(f"/cases/{at_state(State.SUBMITTED).number}/receipt/"))
    assert "申请已提交" in page and "告诉您是否受理" in page and "查询码" in page
    assert "申请已提交 - 江苏省网上政务大厅" in page


def test_an_applicant_withdraws_before_acceptance_at_once(signed_in, at_state):
    case = at_state(State.SUBMITTED)
    assert "撤回这次申请吗" in text(signed_in.get(f"/cases/{case.number}/withdraw/"))
    assert fresh(case).state == State.SUBMITTED
    signed_in.post(f"/cases/{case.number}/withdraw/")
    assert fresh(case).state == State.WITHDRAWN


def test_while_the_inner_net_handles_the_case_the_wish_crosses(signed_in, at_state):
    case = at_state(State.HANDLING)
    page = text(signed_in.post(f"/cases/{case.number}/withdraw/", follow=True))
    assert "撤回申请已经发出，正在转送审查机关" in page
    assert fresh(case).state == State.HANDLING and Petition.objects.filter(case=case).count() == 1
    assert "现在不能撤回" in text(signed_in.post(f"/cases/{case.number}/withdraw/", follow=True))


def test_a_decided_case_cannot_be_withdrawn(signed_in, at_state):
    case = at_state(State.GRANTED)
    assert "现在不能撤回" in text(signed_in.post(f"/cases/{case.number}/withdraw/", follow=True))
    assert fresh(case).state == State.GRANTED


def decision(case) -> Paper:
    return case.papers.get(kind__in=("grant_decision", "refusal_decision"))


@pytest.mark.parametrize("state", [State.GRANTED, State.REFUSED])
def test_a_decision_is_not_shown_before_it_is_signed_for(signed_in, at_state, state):
    case = at_state(state)
    paper = decision(case)
    before = Event.objects.count()
    assert "签收并下载" in text(signed_in.get(f"/cases/{case.number}/"))
    for address in ("", "pdf/"):
        answer = signed_in.get(f"/cases/{case.number}/papers/{paper.pk}/{address}", follow=True)
        assert "请先签收" in text(answer)
    assert Event.objects.count() == before and fresh(case).state == state


def test_signing_delivers_the_decision_and_begins_the_download(signed_in, at_state):
    case = at_state(State.GRANTED)
    paper = decision(case)
    print_pending()
    page = signed_in.post(f"/cases/{case.number}/papers/{paper.pk}/sign/", follow=True)
    assert fresh(case).state == State.CONCLUDED
    assert page["Refresh"] == f"1; url=/cases/{case.number}/papers/{paper.pk}/pdf/"
    pdf = signed_in.get(f"/cases/{case.number}/papers/{paper.pk}/pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("attachment")
    assert pdf["X-Content-Type-Options"] == "nosniff" and "sandbox" in pdf["Content-Security-Policy"]
    last = Event.objects.of(case.pk).last()
    assert last.verb == "deliver" and last.body["way"] == "online" and last.actor["post"] == "applicant"


def test_signing_twice_leaves_one_event(signed_in, at_state):
    case = at_state(State.GRANTED)
    address = f"/cases/{case.number}/papers/{decision(case).pk}/sign/"
    assert [signed_in.post(address).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.of(case.pk).filter(verb="deliver").count() == 1


def test_a_paper_can_be_read_on_the_page(signed_in, at_state):
    case = at_state(State.SUBMITTED)
    page = text(signed_in.get(f"/cases/{case.number}/papers/{case.papers.get().pk}/"))
    assert "收件凭证" in page and "paper__sign" in page


def test_a_service_is_rated_once(signed_in, at_state):
    case = at_state(State.CONCLUDED)
    page = signed_in.get(f"/cases/{case.number}/rate/")
    assert "checked" not in text(page).split("<main")[1]
    missing = signed_in.post(f"/cases/{case.number}/rate/", {"comment": "谢谢"})
    assert missing.status_code == 422 and "请从五个评价里选一个" in text(missing) and "谢谢" in text(missing)
    signed_in.post(f"/cases/{case.number}/rate/", {"score": "4", "comment": "很快"})
    again = signed_in.post(f"/cases/{case.number}/rate/", {"score": "1"}, follow=True)
    assert "已经评价过" in text(again) and fresh(case).rating == 4


def test_a_case_that_goes_on_cannot_be_rated(signed_in, at_state):
    case = at_state(State.HANDLING)
    assert "办完以后才能评价" in text(signed_in.get(f"/cases/{case.number}/rate/", follow=True))


def test_what_is_missing_is_supplied_and_the_earlier_file_stays(signed_in, at_state):
    case = at_state(State.CORRECTION)
    page = text(signed_in.get(f"/cases/{case.number}/supplement/"))
    assert "没有签名" in page and "原来传的" in page and "前补正" in page
    signed_in.post(f"/cases/{case.number}/supplement/", {"file_m1": png("签了名.png")})
    assert fresh(case).state == State.SUBMITTED
    assert [m.file_name for m in case.materials.filter(code="m1").order_by("seq")][-1] == "签了名.png"
    assert case.materials.filter(code="m1").count() == 2


def test_an_empty_correction_says_what_to_do_and_a_note_is_enough(signed_in, at_state):
    case = at_state(State.CORRECTION)
    address = f"/cases/{case.number}/supplement/"
    empty = signed_in.post(address, {"note": ""})
    assert empty.status_code == 422 and "请上传“申请表”，或者在下面说明情况" in text(empty)
    signed_in.post(address, {"note": "申请表由法定代表人签过，见第二页"})
    assert fresh(case).state == State.SUBMITTED


def test_a_refused_file_loses_neither_the_note_nor_the_good_file(signed_in, at_state):
    case = at_state(State.CORRECTION)
    address = f"/cases/{case.number}/supplement/"
    answer = signed_in.post(address, {"file_m1": [png("好.png"), png("坏.pdf", "black")], "note": "见附件"})
    assert answer.status_code == 422 and "内容其实是 PNG" in text(answer)
    again = text(signed_in.get(address))
    assert "好.png" in again and "见附件" in again


def test_a_correction_can_be_saved_and_handed_in_later(signed_in, at_state):
    case = at_state(State.CORRECTION)
    address = f"/cases/{case.number}/supplement/"
    signed_in.post(address, {"file_m1": png("签了名.png"), "more": "1"})
    assert fresh(case).state == State.CORRECTION
    signed_in.post(address, {})
    assert fresh(case).state == State.SUBMITTED


def test_handing_in_twice_is_harmless(signed_in, at_state):
    case = at_state(State.CORRECTION)
    address = f"/cases/{case.number}/supplement/"
    signed_in.post(address, {"note": "见原件"})
    assert "现在不用补正" in text(signed_in.post(address, {"note": "见原件"}, follow=True))
    assert Event.objects.of(case.pk).filter(verb="supplement").count() == 1


def test_a_second_click_that_overtakes_the_first_hands_in_once_and_is_no_error(signed_in, at_state):
    """The second request read the case and its draft before the first had committed."""
    case = at_state(State.CORRECTION)
    behind = fresh(case)
    draft = corrections.correction(behind, by=case.applicant, at=clock.now())
    late = Draft.objects.get(pk=draft.pk)
    signed_in.post(f"/cases/{case.number}/supplement/", {"note": "见原件"})
    facts = {"by": case.applicant, "at": clock.now(), "note": "见原件", "materials": []}
    filings.supplement(behind, **facts, token=draft.token)
    with pytest.raises(StaleSubject):
        filings.supplement(behind, **facts, token="another")
    with pytest.raises(drafts.DraftGone):
        corrections.keep_note(late, "见原件")
    with pytest.raises(drafts.DraftGone):
        draft_files.add(late, code="m2", upload=png(), at=clock.now())
    assert Event.objects.of(case.pk).filter(verb="supplement").count() == 1


def test_a_page_that_was_overtaken_leads_to_the_case(signed_in, at_state, monkeypatch):
    case = at_state(State.CORRECTION)
    monkeypatch.setattr(corrections, "keep_note", mock.Mock(side_effect=drafts.DraftGone))
    page = text(signed_in.post(f"/cases/{case.number}/supplement/", {"note": "见原件"}, follow=True))
    assert "补正刚刚已经提交" in page and "办理过程" in page


def test_a_get_writes_nothing(signed_in, at_state):
    case = at_state(State.GRANTED)
    before = (Event.objects.count(), fresh(case).seq)
    for page in ("", "receipt/", "withdraw/", "rate/", "supplement/"):
        signed_in.get(f"/cases/{case.number}/{page}")
    assert (Event.objects.count(), fresh(case).seq) == before


def test_the_window_asks_and_the_story_goes_on(way, citizen):
    """Filed in the browser, corrected in the browser, accepted at the window, decided inside, signed for in the browser."""
    from tests.factories import Staff

    case = way.filed()
    staff = Staff(case.office)
    STEPS["ask"](fresh(case), staff, now())
    way.client.post(f"/cases/{case.number}/supplement/", {"file_m1": png("新.png", "red")})
    STEPS["accept"](fresh(case), staff, now())
    with in_zone("inner"):
        STEPS["examine"](fresh(case), staff, now())
        STEPS["refuse"](fresh(case), staff, now())
    page = text(way.client.get(f"/cases/{case.number}/"))
    assert "没有通过" in page and "签收并下载" in page
    way.client.post(f"/cases/{case.number}/papers/{decision(case).pk}/sign/")
    assert "您提交" not in page and fresh(case).state == State.CONCLUDED
