"""One stylesheet for the browser out of one file per component: no build step, one request, one hash.

`Bundle` is a staticfiles finder. Whoever asks for `css/site.css` (collectstatic, or WhiteNoise in tests) gets the parts of
`static/css` joined in the order of PARTS, which is the layering: later parts may override earlier ones. The manifest storage
then gives the file its content hash, and WhiteNoise lets browsers keep it for good. The parts themselves are not served.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, FileSystemFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
# fmt: off
PARTS = (
    "tokens", "base", "layout", "header", "header-inner", "footer", "text", "buttons", "forms", "status",
    "panels", "tables", "disclosure", "charts", "refusal", "home", "guide", "flowchart", "flow-places", "clock", "apply",
    "timeline", "rating", "verdict", "catalogue", "todo", "window", "case", "editor", "form-editor", "editions", "board",
    "board-charts", "board-lists", "supervision", "paper", "utilities", "print", "contrast",
)
# fmt: on
SOURCE = settings.BASE_DIR / "static" / "css"


def joined() -> str:
    return "\n".join((SOURCE / f"{part}.css").read_text(encoding="utf-8").strip() for part in PARTS) + "\n"


class Bundle(BaseFinder):
    def __init__(self, app_names=None):
        self.storage = FileSystemStorage(location=settings.DATA_DIR / ".hall" / "static")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path != NAME:
            return []
        found = self.write()
        return [found] if find_all else found

    def list(self, ignore_patterns):
        self.write()
        yield NAME, self.storage

    def write(self) -> str:
        target = Path(self.storage.path(NAME))
        target.parent.mkdir(parents=True, exist_ok=True)
        text = joined()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
        return str(target)


class Files(FileSystemFinder):
    """The project's own static files, without the parts that the bundle holds."""

    def find(self, path, find_all=False, **kwargs):
        return [] if is_part(path) else super().find(path, find_all=find_all, **kwargs)

    def list(self, ignore_patterns):
        return ((path, storage) for path, storage in super().list(ignore_patterns) if not is_part(path))


def is_part(path: str) -> bool:
    return path.startswith("css/") and path.endswith(".css")
