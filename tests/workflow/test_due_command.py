import pytest
from django.core.management import call_command
from django.db import OperationalError

from workflow.calendar.workdays import Calendar

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command("due", *arguments)
    return capsys.readouterr().out.splitlines()


def test_the_first_line_is_the_date_and_the_rest_explains_it(capsys):
    first, *rest = run(capsys, "2026-02-11", "5")
    assert first == "2026-02-25"
    assert "民法典" in rest[0]
    assert rest[-1] == "到期日：2026 年 2 月 25 日（周三）。"


def test_natural_days_and_several_pauses(capsys):
    assert run(capsys, "2026-09-03", "30", "--natural")[0] == "2026-10-08"
    pauses = ["--pause", "2026-03-04", "2026-03-05", "--pause", "2026-03-06", "2026-03-06"]
    assert run(capsys, "2026-03-02", "5", *pauses)[0] == "2026-03-12"


def test_past_the_calendar_it_says_provisional(capsys):
    lines = run(capsys, "2026-12-10", "20")
    assert lines[0] == "2027-01-07"
    assert lines[-1].startswith("暂定")


def test_without_a_database_the_packaged_calendar_answers_and_says_so(capsys, monkeypatch):
    def no_table():
        raise OperationalError("no such table")

    monkeypatch.setattr(Calendar, "load", no_table)
    lines = run(capsys, "2026-02-11", "5")
    assert (lines[0], lines[-1][:4]) == ("2026-02-25", "数据库里")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["2026-02-30", "5"], "不是日期"),
        (["昨天", "5"], "不是日期"),
        (["1066-10-14", "5"], "太远"),
        (["2026-02-11", "五"], "不是天数"),
        (["2026-02-11", "５"], "不是天数"),
        (["2026-02-11", "99999"], "不是天数"),
        (["2026-02-11", "-5"], "不是天数"),
        (["2026-02-11"], "看不懂"),
        (["2026-02-11", "5", "--pause", "2026-02-13"], "看不懂"),
        (["2026-02-11", "5", "--pause", "2026-02-13", "2026-02-12"], "对调"),
        (["2026-02-11", "5", "--pause", "2026-02-13", "2099-02-12"], "不能超过"),
        (["2026-02-11", "5", "--what"], "看不懂"),
    ],
)
def test_bad_input_gets_a_sentence_and_status_two(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("due", *arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""
