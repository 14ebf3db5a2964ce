"""A catalogue file to write, row by row, and a way to load it."""

import csv

import pytest

from ledger import clock
from powers.imports import intake
from powers.imports.rows import COLUMNS
from powers.people.establishment import DATA
from powers.people.people import REGISTRAR

ROW = {
    "name": "护士执业注册",
    "power_class": "行政许可",
    "office": "市卫生健康委员会",
    "level": "市级",
    "basis": "《护士条例》第八条",
    "statutory_days": "20",
    "promised_days": "",
    "case_type": "承诺件",
    "audience": "自然人",
    "charges": "否",
    "fee_basis": "",
    "materials": "护士执业注册申请审核表;身份证明",
    "result_name": "护士执业证书",
    "theme": "职业资格",
}
HEADINGS = list(COLUMNS.values())


def row(**changes) -> list[str]:
    return list({**ROW, **changes}.values())


@pytest.fixture
def write(tmp_path):
    """`write(row(…), row(…))` gives the path of a CSV file with these rows."""

    def written(*rows, headings=HEADINGS, encoding="utf-8", name="catalogue.csv"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        return path

    return written


@pytest.fixture
def load(write, db):
    def loaded(*rows, **options):
        return intake.load(write(*rows, **options), area_code="320100", by=REGISTRAR, now=clock.now)

    return loaded


@pytest.fixture
def real_catalogue(db):
    """The four hundred items of the city's own list, in force."""
    path = DATA / "catalogue.csv"
    return intake.load(path, area_code="320100", by=REGISTRAR, now=clock.now)
