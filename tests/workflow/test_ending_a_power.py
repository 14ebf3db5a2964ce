"""What a power that ends leaves running: told to whoever decides, before the decision."""

import pytest
from django.urls import reverse

from ledger import clock
from powers.catalogue import Power
from powers.people.people import Role
from powers.revisions import revising
from powers.revisions.adjustments import Kind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(zone):
    with zone("outer"):
        case = factories.submitted()
        factories.fresh(case).accept(by=factories.Staff(case.office).window, at=clock.now())
    with zone("inner"):
        yield case


@pytest.mark.parametrize(("kind", "tells"), [(Kind.CANCEL, True), (Kind.SUSPEND, True), (Kind.CHANGE, False)])
def test_a_revision_that_closes_a_power_lists_the_open_cases_under_it(client, running, kind, tells):
    clerk = factories.official(Role.CATALOGUE, at=running.office)
    power = Power.objects.select_related("current", "office__area", "power_class").get()
    revision = revising.revise(power, kind=kind, by=clerk, at=clock.now())
    client.force_login(clerk, backend=factories.BACKEND)
    page = client.get(reverse("revision", args=[revision.pk])).content.decode()
    assert ("涉及的在办件" in page) is tells
    assert (running.number[-4:] in page) is tells
    assert "张三" not in page
