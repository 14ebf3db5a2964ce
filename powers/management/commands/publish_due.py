"""Bring into force the revisions of the catalogue whose day has come; the worker does the same every five minutes."""

from django.core.management.base import BaseCommand

from ledger import clock
from powers.revisions import revising


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        done, back = revising.publish_due(now=clock.now)
        self.stdout.write(f"生效 {done} 项，退回 {back} 项")
