"""Watches every page of a story for what a visitor does not see: console errors, policy violations, requests elsewhere."""

from urllib.parse import urlsplit

VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`content policy: ${event.violatedDirective} refused ${event.blockedURI}`);
});
"""


class Watch:
    def __init__(self, *, origins: set[str]):
        self.origins = origins
        self.complaints: list[str] = []
        self.pages: set[str] = set()

    def over(self, context) -> None:
        context.add_init_script(VIOLATIONS)
        context.on("page", self._page)
        context.on("request", self._request)
        context.on("response", self._response)

    def _page(self, page) -> None:
        page.on("console", lambda message: self._console(page, message))
        page.on("pageerror", lambda error: self._complain(page.url, f"script error: {error}"))

    def _console(self, page, message) -> None:
        # The answer to a navigation is for the person to read; Chromium notes its status 4xx in the console as well.
        is_status_of_page = (
            message.text.startswith("Failed to load resource") and "status of 4" in message.text
        )
        if message.type in ("error", "warning") and not is_status_of_page:
            self._complain(page.url, f"console: {message.text}")

    def _request(self, request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in ("data", "blob") and f"{where.scheme}://{where.netloc}" not in self.origins:
            self._complain(request.url, "asked for something elsewhere")

    def _response(self, response) -> None:
        """Parts of a page must be there; pages themselves may refuse, and a server error is one wherever it happens."""
        request = response.request
        if request.resource_type == "document":
            self.pages.add(urlsplit(response.url).path)
        if response.status >= 500 or (response.status >= 400 and request.resource_type != "document"):
            self._complain(response.url, f"answered {response.status}")

    def _complain(self, where: str, what: str) -> None:
        self.complaints.append(f"{where}: {what}")
