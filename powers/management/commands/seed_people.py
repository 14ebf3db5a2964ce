from django.core.management.base import BaseCommand, CommandError

from ledger.verbs import Refused
from ledger.zone import here
from powers.people.seed import seed


class Command(BaseCommand):
    help = "Make this net's areas, offices and demonstration officials; run again, it changes nothing"

    def handle(self, **_):
        try:
            new = seed()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{here().label}：新建演示账号 {new} 个")
