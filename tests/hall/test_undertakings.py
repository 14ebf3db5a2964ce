"""Promising instead of handing a material in: the text is told, nothing is ticked beforehand, the material may be chosen."""

import pytest
from django.urls import reverse

from hall.apply import draft_undertakings
from hall.apply.drafts import Draft
from ledger.events import Event
from ledger.verbs import Refused
from powers.items import undertakings as told_of
from tests import factories
from workflow.machine import Case
from workflow.materials.undertakings import Undertaking
from workflow.papers.papers import Paper

from .conftest import CONTACT, FORM, PLACE, Way, now, png

ALL = {"known": "on", "meets": "on", "bears": "on", "means": "on"}
SAYS = factories.PROMISABLE["undertaking"]["says"]


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def item():
    return factories.edition(form=FORM, materials=[*factories.MATERIALS, factories.PROMISABLE])


@pytest.fixture
def way(signed_in, item):
    return Way(signed_in, item).complete()


def promise(way, points=ALL, code="m3"):
    return way.client.post(way.at(f"undertakings/{code}/"), points)


def test_the_guide_tells_the_whole_text_to_everybody(client, item):
    page = text(client.get(f"/guide/{item.power_id}/"))
    told = factories.PROMISABLE["undertaking"]
    assert "上传，或者承诺" in page and "30 个工作日内" in page
    assert all(told[part] in page for part in told_of.TEXTS)


def test_the_text_is_told_in_full_and_nothing_is_ticked(way):
    page = text(way.client.get(way.at("undertakings/m3/")))
    assert page.count('type="checkbox"') == 4 and " checked" not in page
    assert all(factories.PROMISABLE["undertaking"][part] in page for part in told_of.TEXTS)
    assert "护士条例" in page and "通过数据共享在线核查" in page


def test_without_promise_and_without_the_material_nothing_is_filed(way):
    assert "无犯罪记录证明”，或者改用承诺" in text(way.upload())
    assert way.submit().url == way.at("") and not Case.objects.exists()


@pytest.mark.parametrize("left_out", ALL)
def test_a_promise_that_leaves_a_point_out_is_none(way, left_out):
    answer = promise(way, {code: on for code, on in ALL.items() if code != left_out})
    assert answer.status_code == 422 and f"id_{left_out}" in text(answer)
    assert text(answer).count(" checked") == 3
    assert Draft.objects.get().undertakings == {}


def test_the_promise_is_filed_sealed_and_written_as_a_paper(way):
    assert promise(way).url == way.at("materials/")
    assert "以承诺替代" in text(way.client.get(way.at("materials/")))
    assert "以承诺替代" in text(way.client.get(way.at("check/")))
    answer = way.submit()
    case, made = Case.objects.get(), Undertaking.objects.get()
    assert (made.case_id, made.code, made.state) == (case.pk, "m3", "made")
    event = Event.objects.of(made.pk).get()
    assert event.body["text"] == told_of.digest(factories.PROMISABLE) == made.digest
    assert event.body["edition"] == str(case.edition_id) and event.actor["post"] == "applicant"
    paper = Paper.objects.get(case=case, kind="undertaking")
    assert paper.fields["says"] == [SAYS] and paper.label == "告知承诺书"
    assert "无犯罪记录证明（以承诺替代）" in text(way.client.get(answer.url))
    receipt = Paper.objects.get(case=case, kind="submission_receipt")
    assert "无犯罪记录证明（以承诺替代）" in receipt.fields["materials"]
    page = text(way.client.get(reverse("track", args=[case.number])))
    assert "您的承诺" in page and SAYS in page and "告知承诺书" in page
    assert SAYS in text(way.client.get(reverse("paper", args=[case.number, paper.pk])))
    assert Draft.objects.get().undertakings == {}


def test_the_material_may_be_chosen_after_all(way):
    promise(way)
    assert way.client.post(way.at("undertakings/m3/"), {"take_back": "1"}).url == way.at("materials/")
    assert Draft.objects.get().undertakings == {}
    way.upload(m3=png("证明.png", "red"))
    way.submit()
    assert not Undertaking.objects.exists() and Case.objects.get().materials.filter(code="m3").exists()


def test_what_is_handed_in_prevails_over_the_promise(way):
    promise(way)
    way.upload(m3=png("证明.png", "red"))
    way.submit()
    assert not Undertaking.objects.exists() and not Paper.objects.filter(kind="undertaking").exists()


def test_files_chosen_beside_it_are_kept_on_the_way_to_the_promise(way):
    chosen = {"file_m1": png("另一页.png", "blue"), "promise": "m3"}
    assert way.client.post(way.at("materials/"), chosen).url == way.at("undertakings/m3/")
    assert Draft.objects.get().files.filter(code="m1").count() == 2


def test_only_what_the_edition_lets_be_promised(way):
    assert promise(way, code="m1").status_code == 404
    assert way.client.get(way.at("undertakings/m9/")).status_code == 404


def test_a_newer_text_has_not_been_promised(way):
    promise(way)
    draft = Draft.objects.get()
    draft.edition.materials = [
        *factories.MATERIALS,
        factories.PROMISABLE | {"undertaking": factories.PROMISABLE["undertaking"] | {"days": 20}},
    ]
    assert draft_undertakings.standing(draft) == {} and draft_undertakings.filed(draft, {"m3"}) == []


def test_on_the_way_to_a_newer_guide_an_outdated_promise_is_named_and_gone(way, item):
    from ledger.clock import now as clock_now
    from powers import publishing
    from powers.people.people import REGISTRAR
    from tests.conftest import in_zone

    promise(way)
    told = factories.PROMISABLE["undertaking"] | {"days": 20}
    materials = [*factories.MATERIALS, factories.PROMISABLE | {"undertaking": told}]
    with in_zone("inner"):
        publishing.publish(
            item.power, item.content() | {"materials": materials}, by=REGISTRAR, at=clock_now()
        )
    page = text(way.client.post(way.at("renew/"), follow=True))
    assert "“无犯罪记录证明”的承诺" in page and Draft.objects.get().undertakings == {}


def test_a_stranger_cannot_promise_for_another(way, client):
    from .conftest import person

    client.force_login(person("李四", serial=2, phone="13800000425"), backend=factories.BACKEND)
    assert client.get(way.at("undertakings/m3/")).status_code == 404


def test_a_made_up_promise_is_refused_at_filing(way):
    promise(way)
    draft = Draft.objects.get()
    draft.undertakings["m1"] = {"digest": "0" * 64, "at": now().isoformat()}
    assert [word.code for word in draft_undertakings.filed(draft, {"m1", "m3"})] == ["m3"]
    from workflow.materials import undertakings

    with pytest.raises(Refused, match="不一样"):
        undertakings.refuse("", draft.edition, [undertakings.Word("m1", "0" * 64, "")])


def test_a_mistake_on_a_page_loses_no_answer(way):
    promise(way, {})
    assert Draft.objects.get().answers == PLACE | CONTACT
