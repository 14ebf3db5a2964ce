"""The desk's pages of licences, the decision's question about untruth, and the warning of a ban."""

import pytest
from django.urls import reverse

from ledger import clock
from tests import factories
from workflow.acts import DecisionForm
from workflow.licences.bans import Ban
from workflow.licences.licences import Licence, Standing
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(zone):
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    return case.licence, staff


def sign_in(client, user):
    client.force_login(user, backend=factories.BACKEND)
    return client


def test_the_register_shows_the_licences_of_ones_own_office_only(client, zone, held):
    licence, staff = held
    other = factories.official("handler", at=factories.office("玄武区卫生健康委员会"))
    with zone("inner"):
        page = sign_in(client, staff.handler).get(reverse("desk_licences")).content.decode()
        assert licence.number in page and "没有写明期限" in page
        sign_in(client, other)
        assert licence.number not in client.get(reverse("desk_licences")).content.decode()
        assert client.get(reverse("desk_licence", args=[licence.pk])).status_code == 404


def test_acts_are_offered_to_the_head_and_refused_to_others(client, zone, held):
    licence, staff = held
    url = reverse("desk_licence_act", args=[licence.pk, "revoke"], urlconf="config.urls_inner")
    with zone("inner"):
        assert sign_in(client, staff.handler).get(url).status_code == 302
        page = sign_in(client, staff.head).get(reverse("desk_licence", args=[licence.pk]))
        assert [offer.act.verb for offer in page.context["offers"]] == [
            "revoke",
            "withdraw_licence",
            "cancel",
        ]
        assert client.get(url).status_code == 200


def test_an_act_asks_for_what_it_needs_and_then_is_done(client, zone, held):
    licence, staff = held
    with zone("inner"):
        url = reverse("desk_licence_act", args=[licence.pk, "revoke"])
        sign_in(client, staff.head)
        answer = client.post(url, {"ground": "procedure", "safety": "on"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "请写明查明的事实" in page and "去掉勾选" in page
        assert (
            client.post(url, {"ground": "fraud", "facts": "学历证书是伪造的", "safety": "on"}).status_code
            == 302
        )
        assert Licence.objects.get().state == Standing.REVOKED
        assert "学历证书是伪造的" in client.get(reverse("desk_licence", args=[licence.pk])).content.decode()


def test_only_grounds_that_fit_are_offered_when_a_revoked_licence_is_struck_off(client, zone, held):
    licence, staff = held
    with zone("inner"):
        licence.revoke(by=staff.head, at=clock.now(), ground="fraud", facts="伪造")
        url = reverse("desk_licence_act", args=[licence.pk, "cancel"])
        page = sign_in(client, staff.head).get(url)
    assert [code for code, _ in page.context["form"].fields["ground"].choices] == ["revoked"]


def test_the_official_is_warned_that_the_applicant_is_barred(client, zone, held):
    licence, staff = held
    with zone("inner"):
        licence.revoke(by=staff.head, at=clock.now(), ground="fraud", facts="伪造", safety=True)
        page = (
            sign_in(client, staff.head).get(reverse("desk_case", args=[licence.case.number])).content.decode()
        )
    assert "不得再次申请" in page and Ban.objects.get().sentence in page


@pytest.mark.parametrize(
    ("outcome", "falsehood", "sound"),
    [("refuse", "safety", True), ("grant", "safety", False), ("grant", "", True), ("refuse", "often", False)],
)
def test_untruth_is_said_with_a_refusal_only(zone, outcome, falsehood, sound):
    step = factories.edition().flow
    deciding = next(each for each in step.steps if each.kind == "decision")
    said = {"outcome": outcome, "note": "意见", "reasons": "材料是伪造的", "falsehood": falsehood}
    assert DecisionForm(deciding, said).is_valid() is sound
