"""Pictures of every page at the width of a desk and of a phone, for people to look at and for the manual.

    python -m tests.journeys.shots OUT_DIR --outer http://127.0.0.1:8000 --inner http://127.0.0.1:8001

The house must be running with its demonstration data. Pages are found by following links as each of the demonstration's
people; one page of each kind is taken. A page that is wider than its window is named, and the exit status is 1 then.
"""

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.chromium import ARGUMENTS, chromium

WIDTHS = {"desk": 1280, "phone": 390}
PASSWORD = "Yangguang2026"
OUTER_PEOPLE = ("", "13800000317", "13800000519", "window")
INNER_PEOPLE = (
    "", "handler", "reviewer", "head", "catalogue", "staffing", "legal-office", "approver", "inspector", "government", "system",
)  # fmt: skip
FIXED = ("/no/such/page/", "/register/enterprise/", "/search/?q=卫生许可", "/verify/?code=0000-0000-0000")
FILES = re.compile(r"/(pdf|materials/\d+|files/\d+|template|export|bpmn|csv|xlsx)/?$|/static/")
MOST_PAGES = 60


@dataclass
class Album:
    folder: Path
    wide: list[str] = field(default_factory=list)
    count: int = 0

    def take(self, page: Page, name: str) -> None:
        for kind, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=self.folder / f"{name}-{kind}.png", full_page=True)
            self.count += 1
            shown, there = page.evaluate(
                "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
            )
            if there > shown:
                self.wide.append(f"{page.url} at {width}: {there - shown} px too wide")


def kind_of(path: str) -> str:
    """Pages that differ only in the object they show are of one kind."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", urlsplit(path).path)
    return re.sub(r"/[A-Z]*\d[\w-]*(?=/)", "/N", path)


def walk(context: BrowserContext, address: str, who: str, album: Album) -> None:
    page, seen = context.new_page(), set()
    ahead = ["/", *FIXED]
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        if kind_of(path) in seen or FILES.search(urlsplit(path).path):
            continue
        seen.add(kind_of(path))
        answer = page.goto(urljoin(address, path))
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        album.take(page, "-".join([who or "anyone", *kind_of(path).strip("/").split("/")]).strip("-"))
        ahead += [link for link in _links(page, address) if kind_of(link) not in seen]
    page.close()


def _links(page: Page, address: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [
        link.removeprefix(address.rstrip("/"))
        for link in found
        if link.startswith(address) and "#" not in link
    ]


def visit(browser: Browser, address: str, who: str, album: Album) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    if who:
        page = context.new_page()
        page.goto(urljoin(address, "/login/"))
        page.locator("#id_username").fill(who)
        page.locator("#id_password").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="登录", exact=True).click()
        if "/login/" in page.url:
            raise SystemExit(f"{who} could not sign in at {address}")
        page.close()
    walk(context, address, who, album)
    context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--outer", default="http://127.0.0.1:8000")
    parser.add_argument("--inner", default="http://127.0.0.1:8001")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    album = Album(asked.folder)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for address, people in ((asked.outer, OUTER_PEOPLE), (asked.inner, INNER_PEOPLE)):
            for who in people:
                visit(browser, address, who, album)
        browser.close()
    print(f"{album.count} pictures in {album.folder}; {len(album.wide)} pages scroll sideways")
    print("\n".join(f"  {line}" for line in album.wide))
    return 1 if album.wide else 0


if __name__ == "__main__":
    sys.exit(main())
