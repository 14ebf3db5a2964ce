from django.core.management.base import BaseCommand, CommandError

from ledger.verify import verify
from ledger.zone import here


class Command(BaseCommand):
    help = "verify: recompute every digest and link of this zone's ledger and name the first broken event"

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["verify"])
        parser.add_argument("--case", help="only this subject (its uuid)")

    def handle(self, *, action, case=None, **_):
        verdict = verify(subject=case)
        checked = f"{here().label}：核对了 {verdict.subjects} 个对象的 {verdict.events} 条记录"
        if not verdict.sound:
            fault = verdict.fault
            raise CommandError(f"{checked}，有一条对不上 [{fault.kind}] {fault.event}：{fault.text}")
        self.stdout.write(f"{checked}，指纹、次序、字段和现状都对得上，没有被改过。")
