"""`python manage.py load_calendar FILE`: an administrator enters the State Council's list for another year."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from workflow import recomputing
from workflow.holidays import BadCalendar, load_year, read_years
from workflow.workdays import Source


class Command(BaseCommand):
    help = "录入放假安排（JSON，样子同 workflow/data/holidays.json）；有一处不对就一天也不录入"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--year", type=int, help="只录入这一年")
        parser.add_argument("--provisional", action="store_true", help="还没有正式公布，先按暂定录入")

    def handle(self, *, file, year, provisional, **_):
        source = Source.PROVISIONAL if provisional else Source.OFFICIAL
        try:
            wanted = self.read(file, year)
            with transaction.atomic():
                counts = {each.year: load_year(each, source=source) for each in wanted}
        except BadCalendar as error:
            raise CommandError(str(error)) from error
        for each, count in counts.items():
            self.stdout.write(f"{each} 年：录入 {count} 天，来源是{source.label}。")
        settled = recomputing.recompute_provisional()
        if settled:
            self.stdout.write(f"重新计算了暂定的到期日，其中 {settled} 个现在确定了。")

    def read(self, file: Path, year: int | None):
        try:
            years = read_years(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadCalendar(f"打不开“{file}”，请核对路径，并存成 UTF-8 编码的文件。") from error
        wanted = [each for each in years if year in (None, each.year)]
        if not wanted:
            raise BadCalendar(
                f"文件里没有 {year} 年，只有 {'、'.join(str(each.year) for each in years)} 年。"
            )
        return wanted
