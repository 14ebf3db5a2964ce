"""The guide and the start of an application send people to the office that is competent for their address."""

import pytest
from django.test import Client

from hall.apply import competent, drafts
from hall.apply.drafts import Draft
from ledger import clock
from ledger.verbs import Refused
from powers.catalogue import Power
from powers.people.offices import Level
from tests import factories
from tests.hall.conftest import person
from tests.powers.test_competence import FORM

pytestmark = pytest.mark.django_db
BACKEND = factories.BACKEND


@pytest.fixture(autouse=True)
def _outer(zone):
    with zone("outer"):
        yield


@pytest.fixture
def here():
    return factories.edition(form=FORM).power


@pytest.fixture
def there(here):
    """The same power, held in the district beside it."""
    office = factories.office("玄武区卫生健康委员会", in_area=factories.area("320102", "玄武区"))
    power = factories.edition(at=office, form=FORM).power
    Power.objects.filter(pk=power.pk).update(basic_code=here.basic_code)
    return power


@pytest.fixture
def citizen(client):
    client.force_login(person(), backend=BACKEND)
    return client


def text(response) -> str:
    return response.content.decode()


def test_the_guide_says_for_which_area_and_leads_to_the_question(here):
    page = text(Client().get(f"/guide/{here.pk}/"))
    assert "受理范围" in page and "南京市鼓楼区" in page and f"/guide/{here.pk}/where/" in page


def test_anybody_may_ask_who_is_competent(here, there):
    ask = f"/guide/{here.pk}/where/"
    assert "建设地点在哪个地区" in text(Client().get(ask))
    answer = text(Client().get(ask, {"place": "320102"}))
    assert "请向玄武区卫生健康委员会申请" in answer and f"/apply/{there.pk}/?place=320102" in answer
    answer = text(Client().get(ask, {"place": "320106"}))
    assert f"/apply/{here.pk}/?place=320106" in answer
    for odd in ("", "x", "320000", "' OR 1=1"):
        assert Client().get(ask, {"place": odd}).status_code == 422


def test_an_application_begins_only_with_the_competent_office(citizen, here, there):
    start = f"/apply/{here.pk}/"
    assert "建设地点在哪个地区" in text(citizen.get(start))
    unsaid = citizen.post(start)
    assert unsaid.status_code == 422 and "请选建设地点在哪个地区" in text(unsaid)
    elsewhere = citizen.post(start, {"place": "320102"})
    assert elsewhere.status_code == 422 and f"/apply/{there.pk}/?place=320102" in text(elsewhere)
    assert not Draft.objects.exists()
    chosen = text(citizen.get(f"/apply/{there.pk}/?place=320102"))
    assert '<option value="320102" selected>' in chosen
    assert citizen.post(f"/apply/{there.pk}/", {"place": "320102"}).status_code == 302
    assert Draft.objects.get().edition.power == there


def test_whoever_has_begun_goes_on_without_being_asked_again(citizen, here):
    citizen.post(f"/apply/{here.pk}/", {"place": "320106"})
    assert "在哪个地区" not in text(citizen.get(f"/apply/{here.pk}/"))
    assert citizen.post(f"/apply/{here.pk}/").status_code == 302
    assert Draft.objects.count() == 1


def test_a_power_of_the_whole_city_held_once_asks_nothing(citizen, here):
    city = factories.area("320100", "南京市", Level.CITY)
    office = factories.office("南京市卫生健康委员会", in_area=city)
    power = factories.edition(at=office).power
    Power.objects.filter(pk=power.pk).update(level=Level.CITY)
    assert "在哪个地区" not in text(citizen.get(f"/apply/{power.pk}/"))
    assert citizen.post(f"/apply/{power.pk}/").status_code == 302


def test_who_may_not_apply_at_all_is_told_that_first(client, here):
    client.force_login(factories.official("window", at=here.office), backend=BACKEND)
    answer = client.post(f"/apply/{here.pk}/")
    assert answer.status_code == 403 and "工作账号不能申请" in text(answer)


@pytest.mark.parametrize(
    ("code", "files"), [("320106", True), ("320102", False), ("310000", False), (None, True)]
)
def test_an_application_whose_own_address_lies_elsewhere_is_not_filed_here(here, there, code, files):
    draft = drafts.start(here.current, by=person(), at=clock.now())
    draft.answers = {"place": {"code": code, "detail": "中山路 1 号"}} if code else {}
    if files:
        competent.refuse_elsewhere(draft)
    else:
        with pytest.raises(Refused, match="地址填错了的，请改好再提交"):
            competent.refuse_elsewhere(draft)


def test_a_per_cent_sign_in_the_label_does_not_break_the_question_where():
    question = {**FORM["sections"][0]["questions"][-1], "label": "建设地点（占地 100% 的）"}
    form = {**FORM, "sections": [{**FORM["sections"][0], "questions": [question]}]}
    power = factories.edition(form=form).power
    answer = Client().get(f"/guide/{power.pk}/where/", {"place": "没有这个地方"})
    assert answer.status_code == 422 and "请选建设地点（占地 100% 的）" in text(answer)
