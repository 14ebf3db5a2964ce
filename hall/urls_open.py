"""The addresses of the open data: pages, files, feeds, the interface for programs. Nobody signs in for any of them."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemap_views
from django.urls import path
from django.views.decorators.http import require_safe

from hall.catalogue import feeds, sitemaps
from hall.open_data import pages
from hall.open_data.answers import read_only
from hall.open_data.open_data import api


def _sitemap(request, **names):
    return sitemap_views.sitemap(request, sitemaps=sitemaps.sections(), **names)


def _sitemap_index(request):
    return sitemap_views.index(request, sitemaps=sitemaps.sections(), sitemap_url_name="sitemap_section")


def _open(view):
    return login_not_required(require_safe(view))


def _interface():
    """The addresses of the interface itself; its root, which only its library knows, is left out."""
    addresses, app, namespace = api.urls
    kept = [each for each in addresses if str(each.pattern)]
    for each in kept:
        each.callback = login_not_required(read_only(each.callback))
    return kept, app, namespace


urlpatterns = [
    path("powers/changes/rss.xml", _open(feeds.Changes()), name="changes_rss"),
    path("powers/changes/atom.xml", _open(feeds.AtomChanges()), name="changes_atom"),
    path("open/", pages.open_data, name="open_data"),
    path("open/v1/openapi.json", read_only(pages.schema), name="open_schema"),
    path("open/v1/catalogue.<slug:kind>", read_only(pages.whole), name="open_file"),
    path("open/v1/", _interface()),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", _open(_sitemap_index), name="sitemap"),
    path("sitemap-<slug:section>.xml", _open(_sitemap), name="sitemap_section"),
]
