from django.test import Client

from hall import demo_applicants
from hall.accounts.applicants import Applicant
from powers.people.seed import DEMO_APPLICANTS
from powers.people.seed import PASSWORD as DEMO_PASSWORD

from .conftest import PASSWORD

NEW = "Another-horse-8"


def text(answer) -> str:
    return answer.content.decode()


def test_the_account_shows_who_one_is_but_not_to_a_copyist(signed_in, citizen):
    page = text(signed_in.get("/account/"))
    assert "张**" in page and "138****0317" in page
    assert citizen.applicant.details["id_number"] not in page and "张小兰" not in page


def test_a_new_password_ends_the_other_sessions(signed_in, citizen):
    elsewhere = Client()
    elsewhere.force_login(citizen, backend="powers.backends.AccountBackend")
    said = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert "密码改好了" in text(signed_in.post("/account/password/", said, follow=True))
    assert elsewhere.get("/account/").status_code == 302
    assert Client().post("/login/", {"username": "13800000317", "password": NEW}).status_code == 302


def test_the_old_password_must_be_known(signed_in, citizen):
    answer = signed_in.post("/account/password/", {"current": "wrong", "password": NEW, "again": NEW})
    assert answer.status_code == 422 and "现在的密码不对" in text(answer)
    citizen.refresh_from_db()
    assert citizen.check_password(PASSWORD)


def test_guessing_the_password_at_an_open_session_is_slowed_down(signed_in):
    answers = [signed_in.post("/account/password/", {"current": "wrong"}).status_code for _ in range(11)]
    assert answers[-1] == 429


def test_forgotten_sessions_can_be_closed_and_this_one_goes_on(signed_in, citizen):
    elsewhere = Client()
    elsewhere.force_login(citizen, backend="powers.backends.AccountBackend")
    signed_in.post("/account/sessions/", {"close-current": PASSWORD})
    assert elsewhere.get("/account/").status_code == 302
    assert signed_in.get("/account/").status_code == 200


def test_the_demonstration_applicants_sign_in_with_the_logins_of_the_table(client):
    assert demo_applicants.seed() == len(DEMO_APPLICANTS)
    assert demo_applicants.seed() == 0
    for account in DEMO_APPLICANTS:
        said = {"username": account.login, "password": DEMO_PASSWORD}
        assert Client().post("/login/", said).status_code == 302
    kinds = sorted(each.user.kind for each in Applicant.objects.select_related("user"))
    assert kinds == ["enterprise", "person", "person"]
