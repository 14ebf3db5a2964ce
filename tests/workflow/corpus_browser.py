"""Opens files in a headless Chromium as the house serves them, and tells of which a script ran."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Error, sync_playwright

from tests.journeys.chromium import ARGUMENTS, chromium
from tests.workflow.upload_corpus import HTML
from workflow import downloads

CONTROL = "the control, served as a page"
TYPES = ("application/pdf", "image/png")


def scripts_run(files: dict[str, tuple[str, bytes]]) -> set[str]:
    """The names of the files that got a script to run: opened by themselves, in a frame, as a picture, as an object."""
    with _served(list(files.values())) as origin, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            ran = {
                what
                for n, what in enumerate(files)
                if _runs(browser, [f"{origin}/{n}/{k}" for k in range(len(TYPES))])
            }
            return ran | ({CONTROL} if _runs(browser, [f"{origin}/control"]) else set())
        finally:
            browser.close()


def _runs(browser, urls) -> bool:
    page, heard = browser.new_page(), []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    for url in urls:
        with suppress(Error):  # it became a download
            page.goto(url, wait_until="commit")
        with suppress(Error):
            page.goto(f"{url}/around", wait_until="commit")
        page.wait_for_timeout(150)
    page.close()
    return bool(heard)


class _served:
    def __init__(self, files):
        self.files = files

    def __enter__(self) -> str:
        files = self.files

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                _answer(self, files)

            def log_message(self, *_):
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def _answer(request, files) -> None:
    """As our downloads answer, whatever type the file was taken for; the control with nothing that protects."""
    parts = request.path.strip("/").split("/")
    if parts == ["control"]:
        headers, body = {"Content-Type": "text/html"}, HTML
    elif parts[-1] == "around":
        url = request.path.removesuffix("/around")
        shown = f'<!doctype html><iframe src="{url}"></iframe><img src="{url}"><object data="{url}"></object>'
        headers, body = {"Content-Type": "text/html"}, shown.encode()
    elif len(parts) == 2:
        name, body = files[int(parts[0])]
        kind = TYPES[int(parts[1])]
        headers = downloads.attachment(body, name=name, media_type=kind, inline=kind != TYPES[0]).headers
    else:
        headers, body = {"Content-Type": "text/plain"}, b""
    request.send_response(200)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
