from django.core.management.base import BaseCommand

from exchange import signing
from ledger import clock


class Command(BaseCommand):
    help = "Make this zone's signing key unless it is there, and print its public half for the other zone."

    def handle(self, **_):
        public = signing.create_keys(year=clock.civil_day(clock.now()).year)
        self.stdout.write(public.spell())
