"""A session that ends in mid-form: what was typed comes back after the login, and only to whom the page belongs."""

from django.test import Client

from hall.apply.drafts import Draft
from tests.hall.conftest import PASSWORD, PLACE, person


def text(answer) -> str:
    return answer.content.decode()


def sign_in(client, then: str):
    return client.post("/login/", {"username": "13800000317", "password": PASSWORD, "next": then})


def test_what_was_typed_after_the_session_ended_is_in_the_form_after_the_login(way):
    page = way.start().at("sections/place/")
    way.client.logout()
    sent = way.fill("place", PLACE)
    assert sent.url == f"/login/?next={page}"
    assert Draft.objects.get().answers == {}
    assert "太久没有操作，请重新登录" in text(way.client.get(sent.url))
    assert sign_in(way.client, page).url == page
    again = text(way.client.get(page))
    assert PLACE["address"] in again and "登录过期前填的内容" in again
    assert PLACE["address"] in text(way.client.get(page)), "a reload does not lose it"


def test_once_saved_it_is_no_longer_kept(way):
    page = way.start().at("sections/place/")
    way.client.logout()
    way.fill("place", PLACE)
    sign_in(way.client, page)
    way.fill("place", PLACE | {"address": "广州路 5 号"})
    again = text(way.client.get(page))
    assert "广州路 5 号" in again and PLACE["address"] not in again


def test_it_lies_encrypted_in_the_session(way):
    way.start().client.logout()
    way.fill("place", PLACE)
    assert "中山北路" not in str(dict(way.client.session))


def test_somebody_else_who_signs_in_does_not_get_it(way):
    page = way.start().at("sections/place/")
    way.client.logout()
    way.fill("place", PLACE)
    person("李四", serial=2, phone="13900000001")
    way.client.post("/login/", {"username": "13900000001", "password": PASSWORD, "next": page})
    answer = way.client.get(page)
    assert answer.status_code == 404 and PLACE["address"] not in text(answer)


def test_a_stranger_without_a_draft_is_led_to_the_login(way):
    page = way.start().at("sections/place/")
    assert Client().get(page).url == f"/login/?next={page}"
