import json

from django.core.management.base import BaseCommand, CommandError

from exchange import alarms, state
from ledger import clock


class Command(BaseCommand):
    help = "The exchange's state; try a blocked subject again; mark a past alarm as seen."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("status", help="print how both streams stand")
        acts.add_parser("retry", help="try a blocked subject again").add_argument("subject")
        acts.add_parser("seen", help="clear an alarm about something past").add_argument(
            "kind", choices=alarms.SEEN
        )

    def handle(self, *, act, **options):
        getattr(self, f"_{act}")(at=clock.now(), **options)

    def _status(self, *, at, **_):
        for name, value in state.status(at=at).items():
            self.stdout.write(f"{name:15} {json.dumps(value, ensure_ascii=False)}")

    def _retry(self, *, at, subject, **_):
        if not state.retry(subject, at=at):
            raise CommandError(f"nothing of {subject} is held")

    def _seen(self, *, at, kind, **_):
        for alarm in state.open_alarms().filter(kind=kind):
            alarms.clear(kind, at=at, about=alarm.about)
