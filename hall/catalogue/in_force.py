"""The item a page is about, as it is in force."""

from django.shortcuts import get_object_or_404

from powers.catalogue import Edition, Power


def edition_in_force(power_pk) -> Edition:
    """The current edition with all that a page tells of its power; a power without one is not there (404)."""
    related = ("current", "office__area", "power_class")
    powers = Power.objects.select_related(*related).prefetch_related("suspensions")
    power = get_object_or_404(powers, pk=power_pk, current__isnull=False)
    power.current.power = power
    return power.current
