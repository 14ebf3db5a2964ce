from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ledger import clock
from ledger.verbs import Refused
from ledger.zone import Zone, here
from powers.people.people import REGISTRAR
from powers.provisions.intake import PACKAGED, load


class Command(BaseCommand):
    help = "Load laws and their provisions into the register from a CSV (UTF-8, GB18030) or XLSX file"

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, nargs="?", default=PACKAGED, help="default: the laws of the packaged catalogue"
        )

    def handle(self, *, file, **_):
        if here() != Zone.INNER:
            raise CommandError("法规在内网登记，外网随内网更新：请不要设置 HALL_ZONE=outer")
        try:
            report = load(file, by=REGISTRAR, now=clock.now)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"法规条款：登记 {report.entered}，补录 {report.completed}，失效 {report.ended}，未变 {report.unchanged}"
        )
        for refusal in report.refusals:
            self.stdout.write(f"  {refusal}")
        if report.refusals:
            raise CommandError("有没有装入的行，请按上面的说明改好后再装一次；其余的已经装入")
