from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hall import demo_applicants
from ledger.zone import Zone, here


class Command(BaseCommand):
    help = (
        "Make the demonstration applicants of the hall (labelled as demonstration); those that are there stay"
    )

    def handle(self, **_):
        if here() is not Zone.OUTER:
            raise CommandError("申请人只在外网有账户，请设置 HALL_ZONE=outer")
        if not settings.EMBEDDED:
            raise CommandError("这里是正式环境，不建立演示账号")
        self.stdout.write(f"演示申请人：新建 {demo_applicants.seed()} 个")
