"""The changes of the catalogue to subscribe to: RSS 2.0 and Atom, the newest fifty."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from powers.revisions.change_log import catalogue_log

NEWEST = 50


class Changes(Feed):
    feed_type = Rss201rev2Feed
    title = "江苏省行政权力清单变更"
    description = "每一次新增、修改、暂停、启用、取消和依据失效，写明理由和同意的机关。"
    link = reverse_lazy("changes")
    language = "zh-cn"

    def items(self):
        return catalogue_log(limit=NEWEST)

    def item_title(self, entry):
        return f"{entry.title}：{entry.edition.name}（{entry.edition.power.office.name}）"

    def item_description(self, entry):
        consents = "；".join(f"{each.office}{each.stage}，{each.on}" for each in entry.consents)
        return "\n".join(part for part in (entry.days, entry.reasons, entry.document, consents) if part)

    def item_link(self, entry):
        power, version = entry.edition.power_id, entry.edition.version
        page = (
            reverse("edition", args=[power, version]) if entry.is_edition else reverse("power", args=[power])
        )
        return settings.PUBLIC_URL + page

    def item_guid(self, entry):
        return f"urn:sha256:{entry.seal}"

    item_guid_is_permalink = False

    def item_pubdate(self, entry):
        return entry.at

    item_updateddate = item_pubdate

    def item_categories(self, entry):
        return [entry.title, entry.edition.power.power_class.name]


class AtomChanges(Changes):
    feed_type = Atom1Feed
    subtitle = Changes.description
