"""House rules that are tests: budgets of length, names, what may be written where, and who may open a page without a login."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from ledger.verbs import Machine
from powers.templatetags import hall_ui

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ledger", "exchange", "powers", "workflow", "hall", "supervision", "config")
PRODUCT = [p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py")) if "migrations" not in p.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "managers", "selectors"}


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions_of(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def percentile(values, share):
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1))]


def test_product_files_stay_short():
    lengths = {p.relative_to(ROOT): lines_of(p) for p in PRODUCT}
    assert {p: n for p, n in lengths.items() if n > 300} == {}
    filled = [n for n in lengths.values() if n > 5]
    assert median(filled) <= 80
    assert percentile(filled, 0.9) <= 200


def test_functions_stay_short():
    lengths = {
        f"{p.relative_to(ROOT)}:{f.name}": f.end_lineno - f.lineno + 1
        for p in PRODUCT
        for f in functions_of(p)
    }
    assert {name: n for name, n in lengths.items() if n > 40} == {}
    assert median(lengths.values()) <= 8
    assert percentile(lengths.values(), 0.9) <= 20


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES], ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_and_styles_stay_short_and_carry_no_inline_style(path):
    text = path.read_text(encoding="utf-8")
    assert lines_of(path) <= 120
    if path.suffix == ".html":
        assert not re.search(r"\sstyle=", text)
        assert not re.search(r"<script(?![^>]*\ssrc=)", text)
        assert "|safe" not in text


def test_a_module_is_named_for_a_concept_of_the_trade():
    assert [p for p in PRODUCT if p.stem in FORBIDDEN_NAMES] == []


def test_a_state_is_set_only_by_the_gate_and_by_following_the_other_zone():
    pattern = re.compile(r"\.update\([^)]*\bstate=")
    found = {str(p.relative_to(ROOT)) for p in PRODUCT if pattern.search(p.read_text(encoding="utf-8"))}
    allowed = {"ledger/replay.py", "exchange/blobs.py"}
    machines = {p for p in found if p not in allowed and "exchange/" not in p}
    assert machines == set()


def test_escaping_is_left_on():
    for path in PRODUCT:
        text = path.read_text(encoding="utf-8")
        assert ".raw(" not in text and ".extra(" not in text, path


def test_every_verb_is_labelled():
    for model in apps.get_models():
        if issubclass(model, Machine):
            assert model.KIND and model.OWNER
            assert all(verb.label for verb in model.verbs().values())


def test_every_template_is_used():
    sources = "\n".join(p.read_text(encoding="utf-8") for p in [*PRODUCT, *TEMPLATES])
    by_status = re.compile(r"^\d{3}\.html$")
    by_tag = {f"parts/{name}.html" for name in hall_ui.register.tags}
    unused = [
        name
        for name in (str(t.relative_to(ROOT / "templates")) for t in TEMPLATES)
        if name not in sources and not by_status.match(name) and name not in by_tag
    ]
    assert unused == []


def test_the_project_is_silent_about_how_it_is_made():
    words = re.compile(
        r"\.\./shared|/work/|pypi\.org|pythonhosted|deb\.debian|registry\.npmjs", re.IGNORECASE
    )
    kinds = {".py", ".md", ".toml", ".html", ".yml", ".conf", ".lock", ".in", ".txt", ".css"}
    files = [
        p
        for p in ROOT.rglob("*")
        if p.suffix in kinds and not {".venv", ".git", "data"} & set(p.relative_to(ROOT).parts)
    ]
    assert [p for p in files if p != Path(__file__) and words.search(p.read_text(encoding="utf-8"))] == []


def patterns(resolver, prefix=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


PUBLIC_INNER = {"healthz", "readyz", "login/", "logout/"}


def open_pages(urlconf: str) -> set[str]:
    """The addresses that ask for no login."""
    return {
        address
        for address, entry in patterns(get_resolver(urlconf))
        if not getattr(entry.callback, "login_required", True)
    }


def test_on_the_inner_net_only_the_login_and_the_health_checks_are_open():
    assert open_pages("config.urls_inner") == PUBLIC_INNER


def test_no_address_of_one_net_works_on_the_other():
    outer = {address for address, _ in patterns(get_resolver("config.urls_outer"))}
    inner = {address for address, _ in patterns(get_resolver("config.urls_inner"))}
    shared = {a for a in outer & inner if a}
    assert all(a.startswith(("healthz", "readyz", "login", "logout", "own")) for a in shared), shared
