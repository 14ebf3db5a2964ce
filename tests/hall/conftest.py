"""The hall runs on the outer net: its tests do, with a fresh counter, one item with a form, and somebody signed in."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hall.accounts import applicants
from ledger import clock
from powers.people.people import AccountKind
from tests import factories
from tests.conftest import in_zone

PASSWORD = "Correct-horse-7"
FORM = {
    "v": 1,
    "sections": [
        {
            "code": "place",
            "title": "经营场所",
            "questions": [
                {"code": "address", "label": "详细地址", "kind": "address", "required": True, "example": "北京路 1 号"},
                {"code": "area", "label": "经营面积", "kind": "number", "required": True, "unit": "平方米", "decimals": 2},
            ],
        },
        {
            "code": "contact",
            "title": "联系和送达",
            "questions": [
                {
                    "code": "delivery",
                    "label": "结果怎么给您",
                    "kind": "choice",
                    "required": True,
                    "options": [{"value": "1", "label": "网上下载"}, {"value": "3", "label": "邮寄"}],
                },
                {
                    "code": "post",
                    "label": "邮寄地址",
                    "kind": "address",
                    "required": True,
                    "when": {"question": "delivery", "is": ["3"]},
                },
            ],
        },
    ],
}  # fmt: skip
PLACE = {"address": "中山北路 12 号 1 层", "area": "85.5"}
CONTACT = {"delivery": "1"}


def person(name="张小兰", *, serial=1, phone="13800000317", **paper):
    details = {"name": name, "id_number": factories.id_number(serial=serial), "phone": phone} | paper
    return applicants.register(kind=AccountKind.PERSON, details=details, password=PASSWORD)


def png(name="申请表.png", colour="white") -> SimpleUploadedFile:
    box = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(box, "PNG")
    return SimpleUploadedFile(name, box.getvalue(), content_type="image/png")


@pytest.fixture(autouse=True)
def outer(db):
    cache.clear()
    with in_zone("outer"):
        yield


@pytest.fixture
def item():
    return factories.edition(form=FORM)


@pytest.fixture
def citizen():
    return person()


@pytest.fixture
def signed_in(client, citizen):
    client.force_login(citizen, backend="powers.backends.AccountBackend")
    return client


class Way:
    """Walking through an application with a browser, page by page."""

    def __init__(self, client, edition):
        self.client, self.edition = client, edition
        self.draft = None

    def start(self):
        answer = self.client.post(f"/apply/{self.edition.power_id}/", {"place": "320106"})
        assert answer.status_code == 302, answer.content.decode()
        self.draft = answer.url.strip("/").split("/")[1]
        return self

    def at(self, page: str) -> str:
        return f"/drafts/{self.draft}/{page}"

    def fill(self, code: str, answers: dict):
        return self.client.post(self.at(f"sections/{code}/"), answers)

    def upload(self, **files):
        return self.client.post(self.at("materials/"), {f"file_{code}": file for code, file in files.items()})

    def complete(self):
        """Everything up to the last page."""
        self.start()
        self.fill("place", PLACE)
        self.fill("contact", CONTACT)
        self.upload(m1=png(), m2=png("身份证.png", "gray"))
        return self

    def submit(self):
        return self.client.post(self.at("check/"), {"promised": "on"})

    def filed(self):
        from workflow.machine import Case

        number = self.complete().submit().url.split("/")[2]
        return Case.objects.get(number=number)


@pytest.fixture
def way(signed_in, item):
    return Way(signed_in, item)


def now():
    return clock.now()
