"""The legal office's pages: the register, a provision and what rests on it, its end with the consequences shown first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Edition
from powers.people.people import Role
from powers.provisions.adjustment_duties import AdjustmentDuty
from powers.provisions.laws import Law
from powers.provisions.provisions import Provision
from tests import factories

from .conftest import row
from .test_provisions import entered, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    def signed(*roles, at=None):
        place = at or factories.office("市司法局")
        client.force_login(factories.official(*roles, at=place), backend=factories.BACKEND)
        return client

    return signed


@pytest.fixture
def officer(signed_in):
    return signed_in(Role.LEGAL_OFFICE)


@pytest.fixture
def provision(load):
    found = entered(text="申请护士执业注册，应当……")
    load(row())
    return found


def text(response) -> str:
    return response.content.decode()


def ending(provision, **more) -> dict:
    day = civil_day(clock.now()) + timedelta(days=1)
    return {"kind": "repeal", "day": day.isoformat(), "ground": "国务院令第 1 号", "text": "", **more}


def confirmed(client, url, data):
    shown = client.post(url, data)
    assert shown.status_code == 200
    return client.post(url, {**data, "seen": shown.context["form"].seen}, follow=True)


def test_the_register_finds_a_law_and_shows_its_provisions(officer, provision):
    entered("乙条例", "第一条")
    page = officer.get(reverse("provisions"), {"q": "《护士条例》"})
    assert "护士条例" in text(page) and "乙条例" not in text(page)
    page = officer.get(reverse("law", args=[provision.law_id]))
    assert "第八条" in text(page) and "待核对" in text(page) and "1 项" in text(page)


def test_a_provision_shows_what_rests_on_it(officer, provision):
    page = text(officer.get(reverse("provision", args=[provision.pk])))
    assert "护士执业注册" in page and "设定依据" in page and "申请护士执业注册，应当" in page


def test_the_consequences_are_shown_before_anything_ends(officer, provision):
    url = reverse("provision_end", args=[provision.pk])
    shown = officer.post(url, ending(provision))
    assert "停收新申请" in text(shown) and "确认并下达调整任务" in text(shown)
    assert fresh(provision).state == "standing"
    done = confirmed(officer, url, ending(provision))
    assert "下达了 1 项调整任务" in text(done)
    assert fresh(provision).state == "repealed"
    assert Edition.objects.get().lapses_on is not None


def test_another_day_than_the_one_shown_is_shown_again(officer, provision):
    url = reverse("provision_end", args=[provision.pk])
    seen = officer.post(url, ending(provision)).context["form"].seen
    other = ending(provision, day="2999-01-01", seen=seen)
    assert "2999-01-01" in text(officer.post(url, other))
    assert fresh(provision).state == "standing"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "明天"}, "请写成 2026-08-15 这样的日期"),
        ({"ground": ""}, "请写明依据"),
        ({"kind": ""}, "请选废止还是修改"),
        ({"kind": "amend"}, "请抄录新条文"),
    ],
)
def test_what_is_missing_gets_a_sentence_and_nothing_is_lost(officer, provision, wrong, sentence):
    page = officer.post(reverse("provision_end", args=[provision.pk]), ending(provision, **wrong))
    assert page.status_code == 422
    assert sentence in text(page)
    if "ground" not in wrong:
        assert "国务院令第 1 号" in text(page)


def test_an_amendment_enters_the_new_wording(officer, provision):
    data = ending(provision, kind="amend", text="新条文")
    confirmed(officer, reverse("provision_end", args=[provision.pk]), data)
    assert Provision.objects.get(state="standing").text == "新条文"
    assert AdjustmentDuty.objects.open().count() == 1


def test_a_whole_law_is_repealed_at_once(officer, provision):
    entered("护士条例", "第九条")
    url = reverse("law_end", args=[provision.law_id])
    confirmed(officer, url, ending(provision))
    assert set(Provision.objects.values_list("state", flat=True)) == {"repealed"}
    assert officer.get(url).status_code == 422


def test_an_article_is_entered_completed_and_a_mistake_taken_back(officer, provision):
    said = {"law": "丙条例", "article": "第3条", "kind": "", "number": "", "text": "", "effective_from": ""}
    officer.post(reverse("provision_new"), said)
    made = Provision.objects.get(law__name="丙条例")
    assert made.article == "第三条"
    assert "请填写条文或者施行日期" in text(officer.post(reverse("provision_complete", args=[made.pk]), {}))
    officer.post(
        reverse("provision_complete", args=[made.pk]), {"text": "条文", "effective_from": "2020-01-01"}
    )
    assert fresh(made).is_checked
    confirmed(officer, reverse("provision_end", args=[provision.pk]), ending(provision))
    back = reverse("provision_reinstate", args=[provision.pk])
    assert officer.post(back, {"reasons": ""}).status_code == 422
    officer.post(back, {"reasons": "登记错了条款"})
    assert fresh(provision).state == "standing"
    assert Edition.objects.get().lapses_on is None


def test_the_unregistered_citations_are_listed_with_a_way_to_enter_them(officer, provision):
    page = text(officer.get(reverse("provisions_unregistered")))
    assert "《行政许可法》第三十八条" in page and "登记" in page


def test_a_department_sees_its_own_duties_only_and_cannot_end_anything(signed_in, officer, provision):
    confirmed(officer, reverse("provision_end", args=[provision.pk]), ending(provision))
    duty = AdjustmentDuty.objects.get()
    own = signed_in(Role.CATALOGUE, at=duty.office)
    page = text(own.get(reverse("duties")))
    assert "护士执业注册" in page and "设定依据" in page and "剩 20 天" in page
    assert own.get(reverse("provision", args=[provision.pk])).status_code == 200
    assert own.get(reverse("provision_end", args=[provision.pk])).status_code == 403
    assert own.post(reverse("provision_new"), {}).status_code == 403
    other = signed_in(Role.CATALOGUE, at=factories.office("别的局"))
    assert "护士执业注册" not in text(other.get(reverse("duties")))


def test_a_handler_has_no_business_here(signed_in):
    assert signed_in(Role.HANDLER).get(reverse("provisions")).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_list(officer, django_assert_max_num_queries):
    for number in range(1, 30):
        entered(f"第{number}号条例", "第一条")
    assert Law.objects.count() == 29
    with django_assert_max_num_queries(12):
        officer.get(reverse("provisions"))
