"""A clean-up campaign from the claim to the edition in force: three rounds, four eyes, no second way into the catalogue."""

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused, StaleSubject, WrongState
from powers.campaigns import campaigning, comparing, outcomes, work
from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.campaigns import Campaign, CampaignStage
from powers.campaigns.counts import Tally, counted, fees, rounds, share, tallies, total
from powers.campaigns.items import CampaignItem, ItemState
from powers.catalogue import Edition, Power
from powers.people.people import Post, Role
from powers.revisions import revising
from powers.revisions.revisions import Revision

from .clean_up import FEES, CleanUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return CleanUp()


@pytest.fixture
def cleanup(world):
    world.begin()
    return world


def test_a_campaign_claims_every_power_and_every_fee_of_its_offices(cleanup):
    items = CampaignItem.objects.all()
    assert {item.power_id for item in items} == {power.pk for power in cleanup.powers.values()}
    assert sorted(item.fee for item in items if item.fee) == sorted(fee["name"] for fee in FEES)
    assert {item.state for item in items} == {ItemState.CLAIMED}
    assert Event.objects.filter(kind="campaign item", verb="claim").count() == 5


def test_a_charge_without_rows_is_one_fee(cleanup):
    edition = Edition(charges=True, details={})
    assert campaigning.fee_names(edition) == [campaigning.UNNAMED_FEE]
    assert campaigning.fee_names(Edition(charges=False, details={})) == []


def test_a_power_is_in_one_campaign_at_a_time(cleanup):
    with pytest.raises(Refused, match="正在“2026 年清理规范”里清理"):
        cleanup.begin(name="又一次")
    campaigning.stop(cleanup.again(), by=cleanup.staffing, at=clock.now(), reasons="范围选错了")
    assert cleanup.begin(name="又一次").state == CampaignStage.UP


def test_only_the_staffing_office_begins_a_campaign(world):
    world.staffing = world.legal
    with pytest.raises(NotAllowed):
        world.begin()
    assert not Campaign.objects.exists()


def test_an_office_without_powers_is_refused_by_name(world):
    empty = type(world.powers["roads"].office)(code="x", name="空局", area=world.area)
    with pytest.raises(Refused, match="空局没有现行的权力事项"):
        campaigning.begin(world.area, name="空", offices=[empty], by=world.staffing, now=clock.now)


@pytest.mark.parametrize(
    ("conclusion", "said", "words"),
    [
        ("cancel", {"reasons": ""}, "请写明理由"),
        ("merge", {}, "写明并入哪一项"),
        ("suspend", {}, "没有“suspend”这个结论"),
    ],
)
def test_a_conclusion_that_says_too_little_is_refused(cleanup, conclusion, said, words):
    with pytest.raises(Refused, match=words):
        cleanup.propose("roads", conclusion, **said)


def test_a_power_is_not_merged_into_itself(cleanup):
    with pytest.raises(Refused, match="不能并入它自己"):
        cleanup.propose("roads", "merge", successor=cleanup.powers["roads"])


def test_what_has_lost_its_basis_cannot_be_kept(cleanup):
    work.check_basis(cleanup.returned("roads"), by=cleanup.clerk("roads"), now=clock.now)
    item = cleanup.item("roads")
    item.basis = "ended"
    with pytest.raises(Refused, match="依据已经失效，不能保留"):
        item.propose(by=cleanup.clerk("roads"), at=clock.now(), conclusion="keep")


def test_a_department_speaks_of_its_own_items_only(cleanup):
    work.check_basis(cleanup.returned("roads"), by=cleanup.clerk("roads"), now=clock.now)
    with pytest.raises(NotAllowed):
        cleanup.item("roads").propose(by=cleanup.clerk("highways"), at=clock.now(), conclusion="keep")


def test_nothing_is_handed_in_before_every_item_has_an_opinion(cleanup):
    returned, clerk = cleanup.returned("highways"), cleanup.clerk("highways")
    with pytest.raises(Refused, match="还有 2 项没有核对依据"):
        work.hand_in(returned, by=clerk, at=clock.now())
    cleanup.propose("highways", "keep")
    with pytest.raises(Refused, match="还有 1 项没有提意见"):
        work.hand_in(returned, by=clerk, at=clock.now())
    assert work.keep_rest(returned, by=clerk, now=clock.now) == 1
    work.hand_in(returned, by=clerk, at=clock.now())
    with pytest.raises(WrongState):
        work.hand_in(returned, by=clerk, at=clock.now())


def test_four_eyes_the_clerk_who_handed_in_does_not_sign(cleanup):
    returned, clerk = cleanup.returned("roads"), cleanup.clerk("roads")
    Post.objects.create(user=clerk, office=returned.office, role=Role.HEAD)
    work.check_basis(returned, by=clerk, now=clock.now)
    work.keep_rest(returned, by=clerk, now=clock.now)
    work.hand_in(returned, by=clerk, at=clock.now())
    with pytest.raises(NotAllowed):
        work.sign(returned, by=type(clerk).objects.get(pk=clerk.pk), at=clock.now())


def test_sending_back_needs_reasons(cleanup):
    returned = cleanup.returned("roads")
    work.check_basis(returned, by=cleanup.clerk("roads"), now=clock.now)
    work.keep_rest(returned, by=cleanup.clerk("roads"), now=clock.now)
    work.hand_in(returned, by=cleanup.clerk("roads"), at=clock.now())
    with pytest.raises(Refused, match="请写明理由"):
        cleanup.returned("roads").send_back(by=cleanup.head("roads"), at=clock.now(), reasons="")
    cleanup.returned("roads").send_back(by=cleanup.head("roads"), at=clock.now(), reasons="占道费没有说明")
    assert cleanup.returned("roads").state == "asked"
    cleanup.propose("roads", "cancel")


def test_the_campaign_waits_for_every_department_and_names_who_is_missing(cleanup):
    with pytest.raises(Refused, match="还没有报送"):
        campaigning.gather(cleanup.again(), by=cleanup.staffing, at=clock.now())
    cleanup.up()
    assert (cleanup.again().state, cleanup.again().words) == ("down", "一下")


def test_a_different_opinion_goes_down_and_comes_up_again(cleanup):
    cleanup.up()
    cleanup.item("drivers").differ(
        by=cleanup.staffing, at=clock.now(), conclusion="delegate", reasons="县区有承接能力"
    )
    cleanup.down()
    with pytest.raises(Refused, match="还有 1 项意见不一样"):
        campaigning.settle(cleanup.again(), by=cleanup.staffing, at=clock.now())
    campaigning.send_down(cleanup.again(), by=cleanup.staffing, at=clock.now())
    assert cleanup.again().words == "二上"
    cleanup.item("drivers").propose(
        by=cleanup.clerk("drivers"), at=clock.now(), conclusion="cancel", reasons="已经改为备案"
    )
    cleanup.up()
    cleanup.down()
    found = rounds(cleanup.again(), cleanup.returns())
    assert [each["name"] for each in found] == [
        "一上，部门报",
        "一下，编办提",
        "二上，部门报",
        "二下，编办提",
    ]
    assert [each["tally"].after for each in found] == [3, 2, 2, 2]
    campaigning.settle(cleanup.again(), by=cleanup.staffing, at=clock.now())
    assert cleanup.again().state == CampaignStage.LEGAL


def test_after_the_third_round_the_staffing_office_has_the_last_word(cleanup):
    for number in range(3):
        if number:
            campaigning.send_down(cleanup.again(), by=cleanup.staffing, at=clock.now())
        if number:
            cleanup.propose("drivers", "keep")
        cleanup.up()
        cleanup.item("drivers").differ(
            by=cleanup.staffing, at=clock.now(), conclusion="cancel", reasons="没有依据"
        )
        cleanup.down()
    with pytest.raises(Refused, match="不能再发回"):
        campaigning.send_down(cleanup.again(), by=cleanup.staffing, at=clock.now())
    campaigning.settle(cleanup.again(), by=cleanup.staffing, at=clock.now())
    assert cleanup.item("drivers").conclusion == "cancel"


def test_the_staffing_office_cannot_differ_with_the_same_opinion(cleanup):
    cleanup.up()
    with pytest.raises(Refused, match="请选同意"):
        cleanup.item("drivers").differ(by=cleanup.staffing, at=clock.now(), conclusion="keep", reasons="一样")


def test_no_opinion_changes_while_the_return_is_with_the_other(cleanup):
    cleanup.up()
    with pytest.raises(NotAllowed):
        cleanup.item("roads").propose(by=cleanup.clerk("roads"), at=clock.now(), conclusion="keep")
    cleanup.down()
    with pytest.raises(NotAllowed):
        cleanup.item("roads").differ(by=cleanup.staffing, at=clock.now(), conclusion="cancel", reasons="x")


def test_the_counts_of_every_way_are_written_down_and_sum_up(cleanup):
    cleanup.propose("drivers", "cancel")
    cleanup.propose("roads", "suspend", fee="占道费", reasons="减轻企业负担")
    cleanup.up()
    by_return = tallies(CampaignItem.objects.all())
    assert total(by_return.values()) == Tally(before=3, keep=2, cancel=1)
    assert str(total(by_return.values()).percent) == str(share(1, 3)) == "33.3"
    noted = cleanup.returned("drivers").counts["1up"]
    assert noted == counted(cleanup.returned("drivers"))
    assert fees(CampaignItem.objects.all()) == {"before": 2, "keep": 1, "lower": 0, "suspend": 1, "cancel": 0}
    assert (
        Event.objects.get(kind="campaign return", verb="sign", subject=cleanup.returned("drivers").pk).body[
            "counts"
        ]
        == noted
    )


def test_pairs_of_different_departments_are_found_once_and_must_be_settled(cleanup):
    assert comparing.compare(cleanup.again(), by=cleanup.staffing, now=clock.now) == 1
    assert comparing.compare(cleanup.again(), by=cleanup.staffing, now=clock.now) == 0
    pair = CampaignOverlap.objects.select_related("campaign", "first", "second").get()
    assert {item.power_id for item in pair.items} == {cleanup.powers[n].pk for n in ("roads", "highways")}
    cleanup.up()
    cleanup.down()
    with pytest.raises(Refused, match="还有 1 组可能重复的事项没有定"):
        campaigning.settle(cleanup.again(), by=cleanup.staffing, at=clock.now())
    with pytest.raises(Refused, match="选哪一项留下"):
        pair.settle(by=cleanup.staffing, at=clock.now(), outcome="merge", reasons="材料相同")
    pair = CampaignOverlap.objects.select_related("campaign", "first", "second").get()
    pair.settle(by=cleanup.staffing, at=clock.now(), outcome="together", reasons="依据不同，材料相同")
    campaigning.settle(cleanup.again(), by=cleanup.staffing, at=clock.now())


def test_a_settled_campaign_is_sent_back_with_reasons_only_and_approved_by_others(cleanup):
    cleanup.up()
    cleanup.down()
    campaigning.settle(cleanup.again(), by=cleanup.staffing, at=clock.now())
    with pytest.raises(NotAllowed):
        cleanup.again().pass_legal(by=cleanup.staffing, at=clock.now(), note="同意")
    with pytest.raises(Refused, match="请写明理由"):
        cleanup.again().send_back(by=cleanup.legal, at=clock.now(), reasons="")
    cleanup.again().send_back(by=cleanup.legal, at=clock.now(), reasons="第二项依据引错")
    assert cleanup.again().state == CampaignStage.DOWN
    cleanup.approved()
    assert (cleanup.again().state, cleanup.again().document) == ("carrying", "宁政发〔2026〕14号")


def test_what_was_settled_is_sealed_as_counts_and_one_digest(cleanup):
    cleanup.propose("drivers", "cancel")
    cleanup.up()
    cleanup.down()
    cleanup.approved()
    body = Event.objects.get(kind="campaign", verb="settle").body
    assert (body["before"], body["after"]) == (3, 2)
    assert body["digest"] == campaigning.settled(cleanup.again())["digest"]
    assert (
        "reasons" not in str(body)
        and "依据已经取消" not in Event.objects.get(verb="settle", kind="campaign").sealed
    )


def settled_with(cleanup, **conclusions):
    for name, conclusion in conclusions.items():
        cleanup.propose(name, conclusion)
    cleanup.propose("roads", "cancel", fee="占道费", reasons="国家已经取消")
    cleanup.propose("roads", "suspend", fee="恢复费", reasons="减轻企业负担")
    cleanup.up()
    cleanup.down()
    cleanup.approved()


def test_conclusions_become_revisions_that_go_the_usual_way(cleanup):
    settled_with(cleanup, drivers="cancel")
    done = outcomes.draft(cleanup.returned("drivers"), by=cleanup.clerk("drivers"), now=clock.now)
    assert (done.count, done.refusals) == (1, [])
    revision = Revision.objects.get(power=cleanup.powers["drivers"])
    assert (revision.kind, revision.state, revision.document) == ("cancel", "draft", "宁政发〔2026〕14号")
    assert "按“2026 年清理规范”审定的结论办理" in revision.reasons and "依据已经取消" in revision.reasons
    assert Power.objects.get(pk=cleanup.powers["drivers"].pk).current is not None
    assert outcomes.draft(cleanup.returned("drivers"), by=cleanup.clerk("drivers"), now=clock.now).count == 0
    with pytest.raises(Refused, match="项结论没有落实"):
        campaigning.close(cleanup.again(), by=cleanup.staffing, at=clock.now())
    in_force(cleanup, revision)
    assert Power.objects.get(pk=cleanup.powers["drivers"].pk).current is None


def in_force(cleanup, revision):
    revising.send(fresh(revision), by=cleanup.clerks[revision.office_id], at=clock.now())
    fresh(revision).sign(by=cleanup.heads[revision.office_id], at=clock.now(), note="同意")
    fresh(revision).pass_staffing(by=cleanup.staffing, at=clock.now(), note="同意")
    if fresh(revision).needs_approval:
        fresh(revision).pass_to_government(by=cleanup.legal, at=clock.now(), note="合法")
        fresh(revision).approve(by=cleanup.government, at=clock.now(), note="批准")
    assert revising.publish_due(now=clock.now) == (1, 0)


def fresh(revision):
    return Revision.objects.select_related("office__area", "power__current", "power_class", "base").get(
        pk=revision.pk
    )


def test_a_fee_that_is_cancelled_or_suspended_is_so_in_the_draft(cleanup):
    settled_with(cleanup)
    done = outcomes.draft(cleanup.returned("roads"), by=cleanup.clerk("roads"), now=clock.now)
    assert done.count == 1
    revision = Revision.objects.get(power=cleanup.powers["roads"])
    assert revision.kind == "change"
    assert revision.content["details"]["fees"] == [{**FEES[1], "status": "2"}]
    assert "占道费：取消，国家已经取消" in revision.reasons
    assert {i.revision_id for i in CampaignItem.objects.exclude(fee="")} == {revision.pk}


def test_when_the_last_fee_goes_nothing_is_charged():
    content = {"details": {"fees": FEES}, "charges": True, "fee_basis": "x"}
    gone = outcomes.with_fees(content, {"占道费": "cancel", "恢复费": "cancel"})
    assert (gone["charges"], gone["fee_basis"], gone["details"]) == (False, "", {})
    kept = outcomes.with_fees(content, {"占道费": "keep", "恢复费": "lower"})
    assert kept["charges"] and [row.get("status") for row in kept["details"]["fees"]] == [None, "3"]


def test_a_power_with_a_revision_under_way_is_left_out_and_told(cleanup):
    settled_with(cleanup, drivers="cancel")
    revising.revise(cleanup.item("drivers").power, kind="change", by=cleanup.clerk("drivers"), at=clock.now())
    done = outcomes.draft(cleanup.returned("drivers"), by=cleanup.clerk("drivers"), now=clock.now)
    assert done.count == 0 and "有一份修订正在办理" in done.refusals[0]


def test_a_campaign_ends_when_every_conclusion_is_in_force(cleanup):
    cleanup.propose("drivers", "cancel")
    cleanup.up()
    cleanup.down()
    cleanup.approved()
    outcomes.draft(cleanup.returned("drivers"), by=cleanup.clerk("drivers"), now=clock.now)
    in_force(cleanup, Revision.objects.get())
    campaigning.close(cleanup.again(), by=cleanup.staffing, at=clock.now())
    assert cleanup.again().state == CampaignStage.CLOSED
    assert not CampaignItem.objects.filter(active=True).exists()


def test_two_people_who_judge_at_once_one_is_told_to_look_again(cleanup):
    work.check_basis(cleanup.returned("roads"), by=cleanup.clerk("roads"), now=clock.now)
    first, second = cleanup.item("roads"), cleanup.item("roads")
    first.propose(by=cleanup.clerk("roads"), at=clock.now(), conclusion="keep")
    with pytest.raises(StaleSubject):
        second.propose(by=cleanup.clerk("roads"), at=clock.now(), conclusion="cancel", reasons="晚了")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE powers_campaignitem SET state = 'agreed'",
        "UPDATE powers_campaignitem SET fee = 'x'",
        "DELETE FROM powers_campaignitem",
        "UPDATE powers_campaign SET state = 'carrying'",
        "UPDATE powers_campaignreturn SET state = 'answered'",
        "DELETE FROM powers_campaign",
    ],
)
def test_the_database_refuses_what_no_verb_did(cleanup, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE") if connection.vendor == "postgresql" else None
