"""The sweep of supervision, beside one UPDATE of the same rows: the cards and their events are what it does more."""

from datetime import timedelta

from bench.setting import row, seconds, set_up

CASES = 200


def main() -> None:
    set_up()
    late_cases()
    from ledger import clock
    from supervision.cards import Card
    from supervision.following import follow_all
    from supervision.sweep import raise_due
    from supervision.watch import Watch

    followed = seconds(lambda: follow_all(at=clock.now()))
    watches = Watch.objects.count()
    bare = bare_update()
    raised = seconds(lambda: raise_due(at=clock.now()))
    again = seconds(lambda: raise_due(at=clock.now()))
    row("", "seconds", "rows", "of floor")
    row("one UPDATE of all due watches (floor)", f"{bare:.3f}", str(watches))
    row("follow the clocks of all cases", f"{followed:.2f}", str(watches))
    row(
        "raise cards with their events",
        f"{raised:.2f}",
        f"{Card.objects.count()} cards",
        f"{bare / raised:.1%}",
    )
    row("the same again, nothing is due", f"{again:.3f}")


def late_cases() -> None:
    """Demonstration cases that were accepted three months ago and left lying."""
    from django.conf import settings

    from ledger import clock
    from tests import factories

    edition, at = factories.edition(), clock.now() - timedelta(days=90)
    clerk = factories.official("window", at=edition.power.office)
    settings.ZONE = "outer"
    for _ in range(CASES):
        case = factories.submitted(edition_=edition, at=at, demo=True)
        factories.fresh(case).accept(by=clerk, at=at)
    settings.ZONE = "inner"


def bare_update() -> float:
    """What any sweep does at least: find what is due and write its next date. Taken back afterwards."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        words = "UPDATE supervision_watch SET stage = 'red', colour = 'red', alarm_on = NULL WHERE alarm_on <= CURRENT_DATE"
        spent = seconds(lambda: cursor.execute(words))
        transaction.set_rollback(True)
    return spent


if __name__ == "__main__":
    main()
