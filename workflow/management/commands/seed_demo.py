from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ledger import clock
from ledger.zone import here
from workflow import demo_play


class Command(BaseCommand):
    help = (
        "play this zone's part of the demonstration cases through the real verbs (labelled as demonstration)"
    )

    def add_arguments(self, parser):
        parser.add_argument("part", choices=["file", "handle", "own", "finish"])
        parser.add_argument("--count", type=int, default=300)

    def handle(self, *, part, count, **_):
        if not settings.DEMO:
            raise CommandError("演示数据只能装在演示环境里")
        wanted = "inner" if part in ("handle", "own") else "outer"
        if here() != wanted:
            raise CommandError(f"这一步要在{'内网' if wanted == 'inner' else '外网'}做")
        now = clock.now()
        done = {
            "file": lambda: demo_play.file_all(count=count, until=now),
            "handle": lambda: demo_play.handle_all(until=now),
            "own": lambda: demo_play.handle_own(until=now),
            "finish": lambda: demo_play.finish_all(until=now),
        }[part]()
        self.stdout.write(
            f"演示办件：{ {'file': '提交', 'handle': '办理', 'own': '办理', 'finish': '送达'}[part] } {done} 件"
        )
