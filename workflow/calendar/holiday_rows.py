"""A year's holidays as people write them, a row a holiday: name, first and last day, weekend days worked for it (调休).

Decides what is wrong in which row before anything is a list (`holidays`), and reads the notice of the State Council
(国务院办公厅关于部分节假日安排的通知) line by line. Weekend days inside a holiday are off as they are; only weekdays are told.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from powers.wording import WEEKDAYS

LONGEST_HOLIDAY = 15
ROWS = 20
ASIDE = re.compile(r"（[^）]*）|\([^)]*\)|\s")
LINE = re.compile(r"^(?:[一二三四五六七八九十]+[、.．])?(?P<name>[^：:，。]{1,20})[：:](?P<said>.+)$")
SPAN = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[至到](?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日)?[^，。]*放假"
)
DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")


@dataclass
class HolidayRow:
    name: str
    first: date
    last: date
    works: list[date] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]


def faults(year: int, rows: dict[int, HolidayRow]) -> dict[int, list[str]]:
    """What is wrong in each row by its number, each a sentence."""
    found = {number: _alone(year, row) for number, row in rows.items()}
    taken: dict[date, int] = {}
    named: dict[str, int] = {}
    for number, row in rows.items():
        if row.name in named:
            found[number].append(f"“{row.name}”已经写在第 {named[row.name]} 行，请合成一行")
        named.setdefault(row.name, number)
        for day in row.days if not found[number] else ():
            if day in taken:
                found[number].append(f"{day} 已经写在第 {taken[day]} 行的假期里，请删去一处")
            taken.setdefault(day, number)
    worked: dict[date, int] = {}
    for number, row in rows.items():
        for day in row.works:
            if day in taken:
                found[number].append(f"{day} 又放假又上班（第 {taken[day]} 行放假），请核对")
            if day in worked:
                found[number].append(f"{day} 上班写了两遍（第 {worked[day]} 行），请删去一个")
            worked.setdefault(day, number)
    return {number: words for number, words in found.items() if words}


def _alone(year: int, row: HolidayRow) -> list[str]:
    if row.last < row.first:
        return [f"最后一天 {row.last} 在第一天 {row.first} 以前，请改正"]
    if len(row.days) > LONGEST_HOLIDAY:
        return [f"“{row.name}”放 {len(row.days)} 天，太长了，请核对第一天和最后一天"]
    out = [day for day in (row.first, row.last, *row.works) if day.year != year]
    found = [f"{day} 不在 {year} 年，请写到 {day.year} 年的安排里" for day in dict.fromkeys(out)]
    found += [
        f"{day} 是周{WEEKDAYS[day.weekday()]}，本来就上班，调休只写周六、周日"
        for day in row.works
        if day.weekday() < 5
    ]
    return found


def entry_of(rows: list[HolidayRow]) -> dict:
    """The rows as a year's list says them."""
    off = sorted({day for row in rows for day in row.days if day.weekday() < 5})
    work = sorted({day for row in rows for day in row.works})
    return {
        "weekday_off": [day.isoformat() for day in off],
        "weekend_work": [day.isoformat() for day in work],
        "holidays": [[row.name, row.first.isoformat(), row.last.isoformat()] for row in rows],
    }


def read_notice(text: str, *, year: int) -> tuple[list[HolidayRow], list[str]]:
    """The rows that a notice says, and a sentence for every line about days that was not understood."""
    rows, lost = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        plain = ASIDE.sub("", line)
        if "放假" not in plain and "上班" not in plain:
            continue
        row = _row(plain, year)
        if row:
            rows.append(row)
        else:
            lost.append(f"第 {number} 行没有读懂：“{line.strip()[:30]}”，请在下面手工填写")
    return rows[:ROWS], lost


def _row(line: str, year: int) -> HolidayRow | None:
    head = LINE.match(line)
    found = SPAN.search(head["said"]) if head else None
    if not found:
        return None
    began, month, day, ended, month_to, day_to = found.groups()
    try:
        first = date(int(began or year), int(month), int(day))
        last = date(int(ended or first.year), int(month_to or month), int(day_to or day))
        return HolidayRow(head["name"].strip(), first, last, list(_works(head["said"], year)))
    except ValueError:
        return None


def _works(said: str, year: int):
    """The days of the sentences that end in 上班; a day without its month is of the month before it."""
    for sentence in re.split("[。；]", said):
        month = None
        for found in DAY.finditer(sentence) if sentence.endswith("上班") else ():
            month = int(found[2]) if found[2] else month
            if month is None:
                raise ValueError("a day without a month")
            yield date(int(found[1] or year), month, int(found[3]))
