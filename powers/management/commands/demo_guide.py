import unicodedata

from django.core.management.base import BaseCommand

from powers.people.seed import DEMO_ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Print the demonstration accounts of both nets and what to try with each"

    def handle(self, **_):
        rows = [(each.zone.label, each.login, each.who, each.hint) for each in DEMO_ACCOUNTS]
        for row in [("在哪里", "账号", "是谁", "先试什么"), *rows]:
            self.stdout.write(
                "  " + "".join(padded(*cell) for cell in zip(row, (8, 14, 30, 0), strict=True)).rstrip()
            )
        self.stdout.write(f"\n  密码都是 {PASSWORD}；其他部门的账号在后面加部门代码，例如 handler-05")


def padded(text: str, width: int) -> str:
    """Chinese characters take two columns on a terminal."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(width - taken, 1)
