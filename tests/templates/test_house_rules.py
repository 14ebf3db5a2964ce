"""What holds for every template: the strict content policy, budgets, one frame, and icons that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

ROOT = settings.BASE_DIR / "templates"
FILES = sorted(ROOT.rglob("*.html"))
NAMES = [str(path.relative_to(ROOT)) for path in FILES]


@pytest.fixture(params=FILES, ids=NAMES)
def source(request):
    return request.param.read_text(encoding="utf-8")


def test_no_template_carries_inline_style_or_script(source):
    assert not re.search(r"<[^>]*\sstyle\s*=", source)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", source)


def test_a_template_stays_within_its_budget(source):
    assert source.count("\n") <= 120


def test_a_template_extends_once_and_uses_only_the_three_blocks(source):
    assert source.count("{% extends") <= 1
    assert set(re.findall(r"{% block (\w+)", source)) <= {"title", "main", "aside"}


def test_every_icon_named_exists(source):
    named = re.findall(r'{% icon "([\w-]+)"', source) + re.findall(
        r'{% tag [^%]*"([a-z-]+)"(?: large=True)? %}', source
    )
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text()
    assert set(named) <= set(re.findall(r'symbol id="([\w-]+)"', sprite))


def test_a_form_that_posts_carries_its_token(source):
    for form in re.findall(r'<form[^>]*method="post".*?</form>', source, flags=re.S):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_read_by_the_engine(name):
    engines["django"].get_template(name)


def test_stylesheets_stay_within_their_budget_and_use_no_important_outside_print():
    for path in sorted(Path(settings.BASE_DIR / "static" / "css").glob("*.css")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 120, path.name
        assert "@layer" not in text and ".variant" not in text, path.name
