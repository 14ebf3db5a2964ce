"""`python manage.py due START DAYS`: the due date on the first line, and below it how it was reckoned."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from workflow.calendar.holidays import packaged_calendar
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import Limit, Pause, Unit, due

USAGE = "请写起算日和天数，例如：python manage.py due 2026-02-11 5 --pause 2026-02-13 2026-02-14"
LONGEST = 3650


class Command(BaseCommand):
    help = "算到期日：第一行是日期，下面逐行说明怎么算的"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.error = lambda message: self.refuse(f"看不懂这条命令。{USAGE}")
        parser.add_argument("start", metavar="START", help="起算日，例如 2026-02-11")
        parser.add_argument("days", metavar="DAYS", help="期限天数，默认按工作日")
        parser.add_argument("--natural", action="store_true", help="按自然日计算")
        parser.add_argument(
            "--pause", nargs=2, action="append", default=[], metavar=("FROM", "TO"), help="停钟的起止日"
        )

    def handle(self, *, start, days, natural, pause, **_):
        unit = Unit.NATURAL if natural else Unit.WORKING
        limit = Limit(self.read_days(days), unit)
        pauses = [self.read_pause(*bounds) for bounds in pause]
        calendar, origin = self.read_calendar()
        answer = due(self.read_day(start), limit, calendar=calendar, pauses=pauses)
        self.stdout.write("\n".join([answer.on.isoformat(), *answer.lines, *origin]))

    def read_calendar(self):
        try:
            return Calendar.load(), []
        except DatabaseError:
            return packaged_calendar(), ["数据库里还没有工作日历，这里按随产品附带的放假安排计算。"]

    def read_day(self, text) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return self.refuse(f"“{text}”不是日期，请写成 2026-02-11 的样子。")
        if not 2000 <= day.year < 2100:
            return self.refuse(f"{day} 太远了，请写 2000 年到 2099 年之间的日期。")
        return day

    def read_days(self, text) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= LONGEST):
            return self.refuse(f"“{text}”不是天数，请写 0 到 {LONGEST} 之间的整数，例如 5。")
        return int(text)

    def read_pause(self, first, last) -> Pause:
        start, end = self.read_day(first), self.read_day(last)
        if end < start:
            return self.refuse(f"停钟的结束日 {end} 早于开始日 {start}，请把两个日期对调。")
        if end - start > timedelta(days=LONGEST):
            return self.refuse(f"停钟不能超过 {LONGEST} 天，请核对 {start} 和 {end}。")
        return Pause(start, end)

    def refuse(self, sentence):
        self.stderr.write(sentence)
        raise SystemExit(2)
