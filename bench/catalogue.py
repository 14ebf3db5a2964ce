"""The catalogue on its way and on its pages: publishing to the outer net, the list with filters, a difference, a flowchart.

The floor of the chart is a template with as many constant parts; a difference has none.
The outer net is a second, empty database of this run. `BENCH_EDITIONS=4000` for the record.
"""

import os
import shutil
import statistics
from datetime import UTC, datetime

from bench.answers import asked_for, spread_of, visit
from bench.intake import seconds_to_store
from bench.search import fill
from bench.setting import row, set_up
from bench.setting import worked as seconds

EDITIONS, PACKAGE, DRAWN = int(os.environ.get("BENCH_EDITIONS", "400")), 50, 40


def main() -> None:
    set_up()
    from django.conf import settings

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "axes" not in name]
    outer = empty_copy()
    fill(EDITIONS)
    bodies = published()
    row("", "figure", "floor", "of floor")
    figures()
    become(outer)
    published_to_the_outer_net(bodies)
    pages()


def empty_copy() -> str:
    """A second database as empty as ours is now; its name."""
    from django.db import connection

    ours = str(connection.settings_dict["NAME"])
    connection.close()
    if connection.vendor == "sqlite":
        return shutil.copyfile(ours, f"{ours}.outer")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{ours}_outer" TEMPLATE "{ours}"')
    return f"{ours}_outer"


def published() -> list[dict]:
    """Every publication as it crosses: the sealed event with what goes along."""
    from ledger.events import Event
    from powers.messages import attach

    events = Event.objects.filter(kind="edition", verb="publish").order_by("pk")
    return [{"event": event.sealed, "data": attach(event).data} for event in events]


def become(outer: str) -> None:
    """From now on this process is the outer net."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"], settings.ZONE = outer, "outer"


def published_to_the_outer_net(bodies: list[dict]) -> None:
    """Every check of the exchange, 50 to a transaction, as packages arrive."""
    from django.db import transaction

    from exchange import kinds

    kind, at = kinds.known("edition"), datetime.now(UTC)

    def package(several):
        with transaction.atomic():
            for body in several:
                kind.check(body)
                kind.run(body, at=at)

    spent = seconds(lambda: [package(bodies[at : at + PACKAGE]) for at in range(0, len(bodies), PACKAGE)])
    floor = seconds_to_store()
    words = f"{len(bodies):,} editions to the outer net, a second"
    row(words, f"{len(bodies) / spent:,.0f}", f"{len(bodies) / floor:,.0f}", f"{floor / spent:.1%}")


def figures() -> None:
    """A difference and a flowchart, with nothing kept from the time before, beside a template of as many constant parts."""
    from django.template import engines

    from powers.catalogue import Edition, PowerClass
    from powers.flow.flowchart import svg
    from powers.revisions.differences import compare

    flow = fifteen_steps()
    drawn = svg.__wrapped__(flow, title="办理流程")
    parts = "{% for part in parts %}<path class='{{ part.0 }}' d='{{ part.1 }}'/>{% endfor %}"
    template, constant = engines["django"].from_string(parts), [("line", "M0 0L9 9")] * drawn.count("<")
    floor = median(lambda: template.render({"parts": constant}))
    report(
        "flowchart of 15 steps in 4 lanes, drawn anew", lambda: svg.__wrapped__(flow, title="办理流程"), floor
    )
    report("the same again", lambda: svg(flow, title="办理流程"), floor)
    old = Edition.objects.exclude(flow_data={}).first().content()
    new = {
        **old,
        "name": old["name"] + "（修订）",
        "promised_days": 9,
        "flow_data": flow.to_data(),
        "conditions": "年满十八岁",
    }
    power_class = PowerClass.objects.get(code="01")
    row("difference of two editions", f"{median(lambda: compare(old, new, power_class)):.2f} ms")


def report(words: str, act, floor: float) -> None:
    spent = median(act)
    row(words, f"{spent:.2f} ms", f"{floor:.2f} ms", f"{floor / spent:.0%}")


def median(act) -> float:
    act()
    return statistics.median(seconds(act) * 1000 for _ in range(DRAWN))


def fifteen_steps():
    """Acceptance, eleven examinations that two posts hand to each other, decision, certificate, delivery."""
    from powers.flow.flow import Flow, Lane, Outcome, Step, StepKind

    codes = ["accept", *(f"look{n}" for n in range(1, 12)), "decide", "issue", "deliver"]
    lanes = [Lane.WINDOW, *[Lane.HANDLER, Lane.REVIEWER] * 6][:12] + [Lane.HEAD, Lane.HANDLER, Lane.WINDOW]
    kinds = [
        StepKind.ACCEPTANCE,
        *[StepKind.EXAMINATION] * 11,
        StepKind.DECISION,
        StepKind.ISSUANCE,
        StepKind.DELIVERY,
    ]
    ways = [(Outcome("pass", "通过", (after,)),) for after in codes[1:]] + [()]
    ways[6] += (Outcome("back", "退回", ("look1",), back=True),)
    ways[12] = (Outcome("grant", "准予", ("issue",)), Outcome("refuse", "不予", ("deliver",)))
    ways[14] = (Outcome("done", "送达"),)
    return Flow(
        tuple(
            Step(code, f"第{number}步审查", lane, kind, limit_days=1, outcomes=outcomes)
            for number, (code, lane, kind, outcomes) in enumerate(
                zip(codes, lanes, kinds, ways, strict=True), 1
            )
        )
    )


def pages() -> None:
    from bench.floor import Floor
    from powers.catalogue import Power

    with Floor() as floor:
        bare = spread_of(lambda: floor.get(floor.long))
    row("20 rows, 32 KB (floor of lists), p50 / p95 ms", f"{bare[1]:.1f} / {bare[2]:.1f}", "1 query")
    power = Power.objects.exclude(current=None).first()
    for words, url in (
        ("catalogue page", "/powers/"),
        ("catalogue page, class and level", "/powers/?class=01&level=3"),
        ("catalogue page, words and class", "/powers/?q=许可&class=01"),
        ("power page", f"/powers/{power.pk}/"),
        ("search page, two characters", "/search/?q=护士"),
    ):
        act = visit("outer", None, url)
        queries = asked_for(act)
        best, middle, high = spread_of(act)
        row(words, f"{middle:.1f} / {high:.1f}", f"{queries} queries", f"{bare[0] / best:.0%}")


if __name__ == "__main__":
    main()
