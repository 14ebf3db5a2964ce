"""Pictures of every page at the width of a desk and of a phone, for people to look at and for the manual.

    python -m tests.journeys.shots OUT_DIR --outer http://127.0.0.1:8000 --inner http://127.0.0.1:8001

The house must be running with its demonstration data. Pages are found by following links as each of the demonstration's
people, and an application is begun; one page of each kind is taken. A page that is wider than its window is named, and the
exit status is 1 then.
"""

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.journeys.chromium import ARGUMENTS, chromium

WIDTHS = {"desk": 1280, "phone": 390}
PASSWORD = "Yangguang2026"
OUTER_PEOPLE = ("", "13800000317", "window")
INNER_PEOPLE = (
    "", "handler", "reviewer", "head", "catalogue", "staffing", "legal-office", "approver", "inspector", "government", "system",
)  # fmt: skip
# Beside what links lead to.
FIXED = {
    "outer": (
        "/no/such/page/",
        "/register/enterprise/",
        "/search/?q=卫生许可",
        "/verify/?code=0000-0000-0000",
    ),
    "inner": ("/no/such/page/",),
}
BEGUN = "护士执业注册"
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


def walk(page: Page, address: str, *, ahead: list[str], name: str, album: Album) -> None:
    seen = set()
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        if not _is_page(page, urljoin(address, path)):
            continue
        album.take(page, "-".join([name, *kind_of(path).strip("/").split("/")]).strip("-"))
        ahead += [link for link in _links(page, address) if kind_of(link) not in seen]


def _is_page(page: Page, url: str) -> bool:
    """Open it; what is sent as a file to keep is no page."""
    try:
        answer = page.goto(url)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    return answer is not None and "text/html" in answer.headers.get("content-type", "")


def _links(page: Page, address: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [
        link.removeprefix(address.rstrip("/"))
        for link in found
        if link.startswith(address) and "#" not in link
    ]


def visit(browser: Browser, address: str, zone: str, who: str, album: Album) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page, ahead = context.new_page(), ["/", *FIXED[zone]]
    if who:
        _sign_in(page, address, who)
    if who.startswith("138"):
        ahead.insert(0, _begin(page, address))
    walk(page, address, ahead=ahead, name=f"{zone}-{who or 'anyone'}", album=album)
    context.close()


def _sign_in(page: Page, address: str, who: str) -> None:
    page.goto(urljoin(address, "/login/"))
    page.locator("#id_username").fill(who)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="登录", exact=True).click()
    if "/login/" in page.url:
        raise SystemExit(f"{who} could not sign in at {address}")


def _begin(page: Page, address: str) -> str:
    """An application that is only begun, so that its pages can be seen."""
    page.goto(urljoin(address, f"/search/?q={BEGUN}"))
    page.get_by_role("link", name=re.compile("^在线申请")).first.click()
    page.get_by_role("button", name=re.compile("开始申请|接着填")).click()
    page.wait_for_url("**/drafts/**")
    return urlsplit(page.url).path


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
        for zone, address, people in (
            ("outer", asked.outer, OUTER_PEOPLE),
            ("inner", asked.inner, INNER_PEOPLE),
        ):
            for who in people:
                visit(browser, address, zone, who, album)
        browser.close()
    print(f"{album.count} pictures in {album.folder}; {len(album.wide)} pages scroll sideways")
    print("\n".join(f"  {line}" for line in album.wide))
    return 1 if album.wide else 0


if __name__ == "__main__":
    sys.exit(main())
