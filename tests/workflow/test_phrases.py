"""Opinion phrases: whose they are, who keeps the shared ones, and that putting one in decides nothing."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ledger.verbs import NotAllowed, Refused
from tests import factories
from tests.factories import BACKEND
from workflow.desk import phrases
from workflow.desk.half_written import HalfOpinion
from workflow.desk.phrases import Phrase
from workflow.states import State

pytestmark = pytest.mark.django_db
SOUND = "经审查，材料齐全有效。"
KEPT = "/desk/phrases/"


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def case_page(client, case) -> str:
    return client.get(reverse("desk_case", args=[case.number])).content.decode()


def test_his_own_are_his_and_the_heads_are_everybodys_in_the_office(client, handling):
    case, staff = handling
    stranger = factories.official("handler", at=factories.office("别的机关"))
    signed_in(client, staff.head).post(KEPT, {"text": "本机关的话", "office": case.office_id})
    signed_in(client, staff.handler).post(KEPT, {"text": SOUND})
    page = case_page(client, case)
    assert "本机关的话" in page and page.index(SOUND) < page.index("本机关的话")
    assert SOUND not in signed_in(client, staff.reviewer).get(KEPT).content.decode()
    assert "本机关的话" in client.get(KEPT).content.decode()
    assert "本机关的话" not in signed_in(client, stranger).get(KEPT).content.decode()


def test_only_the_head_shares_and_drops_what_is_shared(client, handling):
    case, staff = handling
    refused = signed_in(client, staff.handler).post(KEPT, {"text": SOUND, "office": case.office_id})
    assert refused.status_code == 403 and SOUND in refused.content.decode() and not Phrase.objects.exists()
    with pytest.raises(NotAllowed):
        phrases.add(staff.head, text=SOUND, office=factories.office("别的机关").pk)
    shared = phrases.add(staff.head, text=SOUND, office=case.office_id)
    own = phrases.add(staff.reviewer, text=SOUND)
    assert client.post(KEPT, {"drop": shared.pk}).status_code == 404
    assert client.post(KEPT, {"drop": own.pk}).status_code == 404
    signed_in(client, staff.head).post(KEPT, {"drop": shared.pk})
    assert list(Phrase.objects.all()) == [own]


def test_without_script_the_phrase_comes_at_the_end_and_nothing_is_decided(client, handling):
    case, staff = handling
    phrase = phrases.add(staff.handler, text=SOUND)
    signed_in(client, staff.handler)
    half = reverse("desk_half", args=[case.number, "examine"])
    client.post(half, {"note": "地址一致。\n", "phrase": phrase.pk})
    kept = HalfOpinion.objects.get().content
    assert (kept["note"], kept["outcome"]) == (f"地址一致。{SOUND}", "")
    assert factories.fresh(case).seq == case.seq
    gone = client.post(half, {"note": "地址一致。", "phrase": "0"})
    assert gone.status_code == 422 and "地址一致。" in gone.content.decode()


def test_nobody_puts_in_what_another_keeps(handling):
    _, staff = handling
    phrase = phrases.add(staff.reviewer, text=SOUND)
    with pytest.raises(Refused):
        phrases.put_into("", str(phrase.pk), by=staff.handler)


@pytest.mark.parametrize(
    ("text", "sentence"), [(" ", "请写明常用语"), ("长" * 301, "300 字以内"), (SOUND, "已经有了")]
)
def test_bad_words_are_refused_in_a_sentence(client, handling, text, sentence):
    _, staff = handling
    phrases.add(staff.handler, text=SOUND)
    answer = signed_in(client, staff.handler).post(KEPT, {"text": text})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert Phrase.objects.count() == 1


def test_the_database_refuses_a_phrase_of_nobody_and_of_two(handling):
    case, staff = handling
    for facts in ({}, {"owner": staff.handler, "office": case.office}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Phrase.objects.create(text=SOUND, **facts)
