import pytest
from django.core.cache import cache

from ledger import clock
from powers.people import pages
from powers.people.callers import address
from powers.people.people import AccountKind, Role, User, login_key
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "pass-for-tests-1"


@pytest.fixture(autouse=True)
def _no_counts_from_before():
    cache.clear()


@pytest.fixture
def clerk():
    return factories.official(Role.HANDLER, at=factories.office())


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/login/", {"username": name, "password": password, **more})


@pytest.mark.parametrize(
    ("role", "net", "home"),
    [
        (Role.HANDLER, "inner", "/"),
        (Role.WINDOW, "outer", "/window/"),
        (Role.GOVERNMENT_INSPECTOR, "inner", "/board/"),
        (Role.DEPARTMENT_INSPECTOR, "inner", "/board/"),
    ],
)
def test_everybody_arrives_where_his_work_begins(client, zone, role, net, home):
    person = factories.official(role, at=factories.office())
    with zone(net):
        response = sign_in(client, person.login)
    assert (response.status_code, response.url) == (302, home)
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    "typed", ["13800000317", "138 0000 0317", " 138-0000-0317 ", "Li@Example.cn", " li@example.cn"]
)
def test_an_applicant_signs_in_with_phone_or_e_mail_however_it_is_spaced(client, zone, typed):
    User.objects.create_user(
        login_key("13800000317"), PASSWORD, second_login=login_key("li@example.cn"), kind=AccountKind.PERSON
    )
    with zone("outer"):
        assert sign_in(client, typed).status_code == 302


def test_a_wrong_name_and_a_wrong_password_get_the_same_page(client, clerk):
    wrong = sign_in(client, clerk.login, "not the password")
    unknown = sign_in(client, "nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "账号和密码对不上，请重新填写密码"
    assert wrong.context["form"].errors == unknown.context["form"].errors == {"password": [sentence]}


def test_an_unknown_name_costs_a_password_check_too(client, clerk, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    sign_in(client, "nobody", "guess")
    assert hashed == ["guess"]


def test_a_closed_account_does_not_open(client, clerk):
    User.objects.update(is_active=False)
    assert sign_in(client, clerk.login).status_code == 422


@pytest.mark.parametrize("field", ["username", "password"])
def test_a_blank_field_gets_a_sentence(client, field):
    response = client.post("/login/", {"username": "a", "password": "b", field: ""})
    assert response.status_code == 422
    assert response.context["form"].errors[field][0].startswith("请填写")


def test_ten_failures_close_the_account_and_only_that_one(client, clerk):
    other = factories.official(Role.HEAD, at=factories.office())
    for _ in range(9):
        assert sign_in(client, clerk.login, "guess").status_code == 422
    assert sign_in(client, clerk.login, "guess").status_code == 429
    assert sign_in(client, clerk.login).status_code == 429
    assert sign_in(client, other.login).status_code == 302


def test_guesses_over_many_accounts_from_one_address_meet_a_limit(client, clerk, monkeypatch):
    monkeypatch.setattr(pages, "TRIES", 3)
    for number in range(3):
        assert sign_in(client, f"nobody{number}").status_code == 422
    assert sign_in(client, clerk.login).status_code == 429
    elsewhere = client.post(
        "/login/", {"username": clerk.login, "password": PASSWORD}, REMOTE_ADDR="10.0.0.9"
    )
    assert elsewhere.status_code == 302


def test_behind_our_proxy_the_address_is_the_last_one_it_names(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.9"})
    assert address(request) == "127.0.0.1"
    settings.EMBEDDED = False
    assert address(request) == "10.0.0.9"


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("/cases/1/", "/cases/1/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
    ],
)
def test_next_leads_to_this_site_only(client, clerk, asked, where):
    assert sign_in(client, clerk.login, next=asked).url == where


def test_the_login_page_keeps_next_and_a_signed_in_person_goes_on(client, clerk):
    assert client.get("/login/?next=/cases/1/").context["next"] == "/cases/1/"
    client.force_login(clerk)
    assert client.get("/login/?next=/cases/1/").url == "/cases/1/"


def test_signing_out_takes_a_post_and_twice_is_harmless(client, clerk):
    client.force_login(clerk)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert client.post("/logout/").status_code == 302


def test_the_password_of_a_refused_login_is_not_shown_again(client, clerk):
    page = sign_in(client, clerk.login, "my-secret-word").content.decode()
    assert clerk.login in page
    assert "my-secret-word" not in page


def test_the_session_gets_a_new_key_at_sign_in(client, clerk):
    client.get("/login/")
    session = client.session
    session["before"] = clock.now().isoformat()
    session.save()
    before = session.session_key
    sign_in(client, clerk.login)
    assert client.session.session_key != before
