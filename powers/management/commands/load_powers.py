from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ledger import clock
from ledger.verbs import Refused
from ledger.zone import Zone, here
from powers.imports.intake import load
from powers.people.people import REGISTRAR
from powers.provisions.intake import PACKAGED
from powers.provisions.intake import load as load_provisions


class Command(BaseCommand):
    help = "Load the catalogue of powers from a CSV (UTF-8, GB18030) or XLSX file and publish what is new or changed"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--area", default="320100", help="the six-digit code of the area (default: 320100)"
        )

    def handle(self, *, file, area, **_):
        if here() != Zone.INNER:
            raise CommandError("权力事项在内网装入，外网随内网更新：请不要设置 HALL_ZONE=outer")
        try:
            load_provisions(PACKAGED, by=REGISTRAR, now=clock.now)
            report = load(file, area_code=area, by=REGISTRAR, now=clock.now)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"新增 {report.added}，变更 {report.changed}，未变 {report.unchanged}，拒绝 {report.refused_rows}"
        )
        if report.unregistered:
            self.stdout.write("法规登记里没有下面的依据，请法制机构核对后登记；登记以前按有效对待：")
        for name, row in report.unregistered.items():
            self.stdout.write(f"  第 {row} 行：{name}")
        for refusal in report.refusals:
            self.stdout.write(f"  {refusal}")
        if report.refusals:
            raise CommandError("有没有装入的行，请按上面的说明改好后再装一次；其余的已经装入")
