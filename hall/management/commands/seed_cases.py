from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hall import demo_cases
from ledger import clock
from ledger.zone import Zone, here


class Command(BaseCommand):
    help = "File cases in different states, and a draft, for the demonstration's applicants (labelled as demonstration)"

    def handle(self, **_):
        if here() is not Zone.OUTER:
            raise CommandError("申请人只在外网有账户，请设置 HALL_ZONE=outer")
        if not settings.DEMO:
            raise CommandError("演示数据只能装在演示环境里")
        self.stdout.write(f"演示申请人的办件：提交 {demo_cases.seed(until=clock.now())} 件")
