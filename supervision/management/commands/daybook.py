from django.core.management.base import BaseCommand, CommandError

from ledger import clock
from supervision import balancing


class Command(BaseCommand):
    help = "the kept counts of the board: compare them with the cases, or build them anew"

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["balance", "build"])

    def handle(self, *, act, **options):
        if act == "build":
            self.stdout.write(f"监察日账重新建好，登记了 {balancing.build(at=clock.now())} 个办件")
            return
        if not balancing.is_built():
            raise CommandError("监察日账还没有建好，看板现在逐件清点；下一次监察扫描会建")
        if fault := balancing.balance(at=clock.now()):
            raise CommandError(f"监察日账与逐件清点的数不一致：{fault}")
        self.stdout.write("监察日账与逐件清点的数一致")
