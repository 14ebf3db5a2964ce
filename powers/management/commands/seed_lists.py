from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ledger.verbs import Refused
from ledger.zone import Zone, here
from powers.demo_lists import seed


class Command(BaseCommand):
    help = "Play two clean-up campaigns, tiers, fees and a suspension through the real verbs (labelled as demonstration)"

    def handle(self, **_):
        if not settings.DEMO:
            raise CommandError("演示数据只能装在演示环境里")
        if here() != Zone.INNER:
            raise CommandError("清单在内网办理：请不要设置 HALL_ZONE=outer")
        try:
            for line in seed():
                self.stdout.write(line)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
