import sqlite3
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.forms import Form, PasswordInput
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils.module_loading import import_string
from django_fsm import TransitionNotAllowed

from config import refusals
from ledger import throttle, verbs
from ledger.busy import is_busy
from ledger.events import Act, record

PAGE = "{{ status }} {{ sentence }} {% for k in kept %}[{{ k.name }}={{ k.value }}]{% endfor %}"
LOADER = ("django.template.loaders.locmem.Loader", {"refused.html": PAGE})
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [LOADER]}}]
RAISED = {}


def refuses(request):
    raise RAISED["error"]


def reads_post(request):
    return HttpResponse(request.POST.get("text", "nothing"))


def private(request):
    return HttpResponse("private")


def public(request):
    return HttpResponse("public")


def signs_in(request):
    user = authenticate(request, username=request.POST["login"], password=request.POST["password"])
    return HttpResponse("in" if user else "out")


def breaks(request):
    raise ZeroDivisionError


urlpatterns = [
    path("refuses", login_not_required(refuses)),
    path("reads", login_not_required(reads_post)),
    path("private", private),
    path("login", login_not_required(public), name="login"),
    path("signs-in", login_not_required(signs_in)),
    path("breaks", login_not_required(breaks)),
]
handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.server_error"


@pytest.fixture(autouse=True)
def _small_site():
    with override_settings(ROOT_URLCONF=__name__, TEMPLATES=TEMPLATES):
        yield


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (verbs.StaleSubject(), 409),
        (verbs.WrongState("这一件现在的状态不能受理"), 409),
        (verbs.WrongZone("这一件现在在内网办理"), 403),
        (verbs.NotAllowed("您不能对这一件受理"), 403),
        (verbs.Refused("请写明理由"), 422),
        (throttle.TooManyRequests(seconds=60), 429),
    ],
)
def test_an_expected_refusal_answers_with_its_status_and_its_own_sentence(client, error, status):
    RAISED["error"] = error
    response = client.post("/refuses", {"opinion": "材料齐全，建议准予"})
    assert response.status_code == status
    assert str(error) in response.text
    assert "[opinion=材料齐全，建议准予]" in response.text


def test_a_transition_the_machine_refuses_is_a_conflict(client):
    RAISED["error"] = TransitionNotAllowed("not from here")
    response = client.post("/refuses")
    assert response.status_code == 409
    assert "not from here" not in response.text


def test_asking_too_often_says_when_to_come_back(client):
    RAISED["error"] = throttle.TooManyRequests(seconds=90)
    response = client.get("/refuses")
    assert response["Retry-After"] == "90"
    assert "2 分钟后" in response.text


def test_secrets_are_not_shown_again(client):
    RAISED["error"] = verbs.StaleSubject()
    response = client.post("/refuses", {"password": "open sesame", "new_password": "x9", "note": "keep"})
    assert "sesame" not in response.text
    assert "x9" not in response.text
    assert "[note=keep]" in response.text


def test_every_field_for_a_password_is_a_secret():
    import_string("config.urls_outer.urlpatterns")  # the pages bring their forms
    forms = set(_all_forms(Form))
    secret = {n for form in forms for n, f in form.base_fields.items() if isinstance(f.widget, PasswordInput)}
    assert {"password", "again", "current"} <= secret
    assert [name for name in secret if not refusals.is_secret(name)] == []
    assert not refusals.is_secret("builder_code")


def _all_forms(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _all_forms(each)


def test_a_stranger_who_reads_is_sent_to_the_login_page(client):
    response = client.get("/private")
    assert response.status_code == 302
    assert response["Location"] == "/login?next=/private"


def test_a_form_sent_after_the_session_ended_is_not_lost(client):
    response = client.post("/private", {"reason": "经营场所变更"})
    assert response.status_code == 401
    assert "请重新登录" in response.text
    assert "[reason=经营场所变更]" in response.text


def test_a_form_that_is_too_long_is_refused_as_too_large(client):
    response = client.post(
        "/reads", "text=" + "x" * 1_100_000, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413


@override_settings(UPLOAD_TOTAL_BYTES=1000)
def test_an_upload_that_is_too_large_is_refused_before_it_is_read(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = client.post("/reads", {"file": SimpleUploadedFile("a.pdf", b"x" * 2000)})
    assert response.status_code == 413
    assert "分几次传" in response.text


def test_an_unknown_address_is_not_found(client):
    assert client.get("/nowhere").status_code == 404


def test_a_broken_page_says_so_without_saying_how(client):
    client.raise_request_exception = False
    response = client.get("/breaks")
    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.text


@pytest.mark.parametrize(
    "error",
    [OperationalError("database is locked"), IntegrityError("ledger: event is dated away from now")],
)
def test_a_write_that_had_to_wait_too_long_is_told_so_and_keeps_what_was_typed(client, error):
    RAISED["error"] = error
    response = client.post("/refuses", {"opinion": "材料齐全，建议准予"})
    assert response.status_code == 503
    assert response["Retry-After"] == str(refusals.BUSY_SECONDS)
    assert "系统正忙" in response.text
    assert "[opinion=材料齐全，建议准予]" in response.text


def test_a_busy_moment_while_reading_promises_nothing_below(client):
    RAISED["error"] = OperationalError("database is locked")
    response = client.get("/refuses")
    assert response.status_code == 503
    assert refusals.BUSY in response.text


def test_busy_outside_the_view_is_busy_too(client, monkeypatch):
    """The session is saved after the view; nothing there asks `process_exception`."""

    def locked(self, request, error=None):
        raise OperationalError("database is locked")

    monkeypatch.setattr("config.middleware.SessionLimits.__call__", locked)
    client.raise_request_exception = False
    response = client.get("/reads")
    assert response.status_code == 503
    assert refusals.BUSY in response.text


def test_a_fault_of_the_database_is_not_called_busy(client):
    client.raise_request_exception = False
    RAISED["error"] = OperationalError("no such table: workflow_case")
    assert client.get("/refuses").status_code == 500


@pytest.mark.django_db
def test_an_event_dated_before_a_long_wait_is_refused_as_busy(clock):
    """What the ledger's own guard says of it, on either database."""
    late = clock.set(datetime.now(UTC) - timedelta(seconds=6))
    act = Act(
        kind="test",
        subject=uuid.uuid4(),
        seq=1,
        verb="try",
        frm="",
        to="tried",
        at=late,
        actor={"post": "clock"},
    )
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        record(act)
    assert is_busy(told.value)


def test_a_lock_that_is_not_to_be_had_is_busy(tmp_path):
    """As SQLite itself says it, to a second writer who does not want to wait."""
    path = tmp_path / "two.sqlite3"
    first, second = (sqlite3.connect(path, timeout=0, isolation_level=None) for _ in range(2))
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as told:
        second.execute("BEGIN IMMEDIATE")
    assert is_busy(OperationalError(str(told.value)))


def test_a_form_without_its_token_keeps_what_was_typed(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/reads", {"text": "写了很久"})
    assert response.status_code == 403
    assert "[text=写了很久]" in response.text


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/desk/1", "http://testserver/desk/1"),
        ("https://elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_in_the_house(referer, back):
    request = RequestFactory().get("/", headers={"referer": referer, "host": "testserver"})
    assert refusals.back(request) == back


@pytest.mark.parametrize("url", ["/nowhere", "/private", "/login", "/reads"])
def test_every_answer_carries_the_security_headers(client, url):
    response = client.get(url)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_a_request_for_another_host_is_refused_with_headers(client):
    response = client.get("/login", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Content-Security-Policy" in response


@pytest.mark.django_db
def test_pages_of_a_session_stay_out_of_caches(client, settings):
    session = SessionStore()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert client.get("/reads")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_ten_wrong_passwords_lock_the_account_for_everyone_and_no_login_name_is_stored(client):
    for _ in range(9):
        assert client.post("/signs-in", {"login": "13912345678", "password": "wrong"}).text == "out"
    locked = client.post("/signs-in", {"login": "13912345678", "password": "wrong"})
    elsewhere = client.post(
        "/signs-in", {"login": "13912345678", "password": "right"}, REMOTE_ADDR="10.9.8.7"
    )
    assert (locked.status_code, elsewhere.status_code) == (429, 429)
    assert "15 分钟后再试" in locked.text
    assert locked["Retry-After"] == "900"
    stored = str(list(AccessAttempt.objects.values()))
    assert "13912345678" not in stored
    assert "wrong" not in stored
    assert client.post("/signs-in", {"login": "13900000000", "password": "wrong"}).text == "out"
