"""Numbers without gaps: the next one of a counter, drawn in one statement.

The counter's row stays locked until the caller's transaction ends, so two acts never get one number, and an act that is taken
back gives its number back.
"""

from django.db import connection


def draw(counters, **which) -> int:
    """The next number of the counter that its unique fields name; a new counter begins with 1."""
    meta = counters._meta
    fields = [meta.get_field(name) for name in which]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = [
        field.get_db_prep_save(value, connection) for field, value in zip(fields, which.values(), strict=True)
    ]
    words = (
        f"INSERT INTO {meta.db_table} ({columns}, last) VALUES ({', '.join(['%s'] * len(values))}, 1)"
        f" ON CONFLICT ({columns}) DO UPDATE SET last = {meta.db_table}.last + 1 RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        ((number,),) = cursor.fetchall()
    return number
