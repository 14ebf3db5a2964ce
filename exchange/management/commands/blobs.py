from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Count

from exchange import blobs, clamd, scans
from ledger import clock, vault


class Command(BaseCommand):
    help = "status: how many stored files, and what the scanner said; renew: encrypt old ones with the newest key; scan"

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["status", "renew", "scan"])

    def handle(self, *, act, **_):
        getattr(self, f"_{act}")()

    def _status(self):
        if not clamd.is_configured():
            self.stdout.write("没有配置查毒服务（CLAMD），文件没有查毒")
        counted = (
            blobs.StoredBlob.objects.values("state", "scan")
            .annotate(files=Count("pk"))
            .order_by("state", "scan")
        )
        for row in counted:
            words = f"{blobs.State(row['state']).label}，{blobs.Scan(row['scan']).label}"
            self.stdout.write(f"{words}：{row['files']} 个")

    def _renew(self):
        done = lost = 0
        for row in blobs.StoredBlob.objects.filter(state=blobs.State.PRESENT).order_by("pk").iterator():
            try:
                done += blobs.renew(row.sha256)
            except (blobs.Missing, vault.Unreadable):
                lost += 1
                self.stderr.write(f"{row.sha256} 读不出来，没有重新加密")
        removed = blobs.remove_leftovers(before=clock.now() - timedelta(days=1))
        self.stdout.write(
            f"用最新的密钥重新加密了 {done} 个文件，{lost} 个读不出来，清理了 {removed} 个没写完的"
        )

    def _scan(self):
        self.stdout.write(f"问了查毒服务 {scans.sweep(at=clock.now())} 个文件")
