from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ledger import clock
from ledger.clock import CHINA
from supervision import sweep


class Command(BaseCommand):
    help = "follow the clocks and raise the reminders and cards that are due"

    def add_arguments(self, parser):
        parser.add_argument(
            "--at",
            help="the time to sweep for, ISO 8601; only demonstration cases may be dated away from now",
        )
        parser.add_argument(
            "--all", action="store_true", help="compare every running clock, not only those with new events"
        )
        parser.add_argument(
            "--demo",
            action="store_true",
            help="first raise the cards of demonstration cases, each dated on its own day",
        )

    def handle(self, *, at=None, demo=False, **options):
        moment = _instant(at) if at else clock.now()
        if demo:
            self._replay(until=moment)
        done = sweep.sweep(at=moment, everything=options["all"], tick=None if at else clock.now)
        self.stdout.write(f"跟踪了 {done.followed} 个时钟的变化，发出 {done.raised} 张提醒和红黄牌")

    def _replay(self, *, until: datetime) -> None:
        if not settings.DEMO:
            raise CommandError("演示数据只能装在演示环境里")
        self.stdout.write(f"演示办件：按日补发 {sweep.replay(until=until)} 张提醒和红黄牌")


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}”不是时间，请写成 2026-04-02T00:05 的样子") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
