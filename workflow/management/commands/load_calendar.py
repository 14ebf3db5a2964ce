"""`python manage.py load_calendar FILE`: an administrator enters a notice of holidays, of the country or of one place.

The notice takes effect on both nets: its event crosses, and each net computes its open due dates again.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ledger import clock
from ledger.verbs import Refused
from workflow.calendar import notices, recomputing
from workflow.calendar.holidays import BadCalendar, read_years
from workflow.calendar.workdays import Source


class Command(BaseCommand):
    help = "录入放假安排（JSON，样子同 workflow/data/holidays.json）；有一处不对就一天也不录入"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--year", type=int, help="只录入这一年")
        parser.add_argument("--provisional", action="store_true", help="还没有正式公布，先按暂定录入")
        parser.add_argument("--place", default="", help="只在一个地方或者机关放假的，写区划代码或者机关代码")
        parser.add_argument("--title", default="", help="放假安排的名称或者文号，例如“鼓政发〔2026〕8 号”")

    def handle(self, *, file, year, provisional, place, title, **_):
        source = Source.LOCAL if place else Source.PROVISIONAL if provisional else Source.OFFICIAL
        try:
            wanted = self.read(file, year, local=bool(place))
            title = title or self.usual_title(wanted, place)
            entered = notices.enter(wanted, title=title, source=source, place=place, at=clock.now())
        except (BadCalendar, Refused) as error:
            raise CommandError(str(error)) from error
        for each in wanted:
            self.stdout.write(f"{each.year} 年：录入 {len(each.told_days(place))} 天，来源是{source.label}。")
        done = recomputing.recompute_all(at=clock.now())
        if done.settled:
            self.stdout.write(f"重新计算了暂定的到期日，其中 {done.settled} 个现在确定了。")
        if done.moved:
            self.stdout.write(
                f"{done.moved} 件的到期日变了，每一件都记下了原来的和现在的日期（{entered.title}）。"
            )

    def usual_title(self, wanted, place: str) -> str:
        if place:
            raise BadCalendar("请用 --title 写明本地放假的依据，例如“鼓政发〔2026〕8 号”。")
        return f"{'、'.join(str(each.year) for each in wanted)} 年放假安排"

    def read(self, file: Path, year: int | None, *, local: bool):
        try:
            years = read_years(file.read_text(encoding="utf-8-sig"), local=local)
        except (OSError, UnicodeDecodeError) as error:
            raise BadCalendar(f"打不开“{file}”，请核对路径，并存成 UTF-8 编码的文件。") from error
        wanted = [each for each in years if year in (None, each.year)]
        if not wanted:
            raise BadCalendar(
                f"文件里没有 {year} 年，只有 {'、'.join(str(each.year) for each in years)} 年。"
            )
        return wanted
