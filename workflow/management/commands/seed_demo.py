import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exchange.worker import Lock
from ledger import clock
from workflow.demo.rounds import PARTS, Player


class Command(BaseCommand):
    help = (
        "play this zone's part of the demonstration cases through the real verbs (labelled as demonstration): each line of "
        f"standard input names the part of a round ({', '.join(PARTS)}), each line of output says how much it moved"
    )

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, default=150)

    def handle(self, *, count, **_):
        if not settings.DEMO:
            raise CommandError("演示数据只能装在演示环境里")
        lock = Lock()
        if not lock.acquire():
            raise CommandError("交换正在另一个进程里运行，请先停掉")
        player = Player(count=count, until=clock.now())
        for line in sys.stdin:
            if line.strip() not in PARTS:
                raise CommandError(f"“{line.strip()}”不是演示的一部分：{'、'.join(PARTS)}")
            self.stdout.write(str(player.round(line.strip())))
            self.stdout.flush()
        lock.release()
