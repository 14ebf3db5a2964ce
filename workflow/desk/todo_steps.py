"""Which steps there are to choose from in the to-do list: the names of the open steps of these posts, each once.

Read by skipping through the index from one name to the next, so that the cost follows the number of names and not that of
the open cases; one statement, whatever the number of posts.
"""

from django.db import connection

from workflow.engine import StepRun

MOST = 60
NEXT = """
    CAST((SELECT r.name FROM {table} r WHERE r.office_id = {each}.office AND r.lane = {each}.lane
          AND r.closed_at IS NULL AND r.due_on IS NOT NULL {after} ORDER BY r.name LIMIT 1) AS text)
"""


def names(posts: list[tuple[str, str]]) -> list[str]:
    """The step names of (office, post) pairs, at most as many as a list can show."""
    if not posts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement(len(posts)), [text for post in posts for text in post])
        return [name for (name,) in cursor.fetchall()]


def statement(count: int) -> str:
    table = StepRun._meta.db_table
    first = NEXT.format(table=table, each="p", after="")
    following = NEXT.format(table=table, each="f", after="AND r.name > f.name")
    places = ", ".join(["(%s, %s)"] * count)
    return f"""
        WITH RECURSIVE post (office, lane) AS (VALUES {places}),
        found (office, lane, name, n) AS (
            SELECT p.office, p.lane, {first}, 1 FROM post p
            UNION ALL
            SELECT f.office, f.lane, {following}, f.n + 1 FROM found f WHERE f.name IS NOT NULL AND f.n < {MOST}
        )
        SELECT DISTINCT name FROM found WHERE name IS NOT NULL ORDER BY name LIMIT {MOST}
    """
