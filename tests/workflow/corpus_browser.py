"""Opens files in a headless Chromium as the house serves them, and tells of which a script ran."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Error, sync_playwright

from tests.journeys.chromium import ARGUMENTS, chromium
from tests.workflow.upload_corpus import HTML
from workflow.materials import downloads

CONTROL = "the control, served as a page"
TYPES = ("application/pdf", "image/png")


def scripts_run(files: dict[str, tuple[str, bytes]]) -> set[str]:
    """The names of the files that got a script to run: opened by themselves, in a frame, as a picture, as an object."""
    with _served(list(files.values())) as origin, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            urls = {what: [f"{origin}/{n}/{k}" for k in range(len(TYPES))] for n, what in enumerate(files)}
            return {
                what for what, at in (urls | {CONTROL: [f"{origin}/control"]}).items() if _runs(browser, at)
            }
        finally:
            browser.close()


def _runs(browser, urls) -> bool:
    """Whether a script spoke up. A page is loaded when its own scripts have run and its frames, pictures and objects are in."""
    page, heard = browser.new_page(), []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    for url in urls:
        for opened in (url, f"{url}/around"):
            with suppress(Error):  # it became a download
                page.goto(opened, wait_until="load")
    page.wait_for_timeout(50)
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
