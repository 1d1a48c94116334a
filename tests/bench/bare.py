"""The reference: what the database alone can do of an order. Two lines, stock lowered conditionally, nothing else."""

import psycopg

TABLES = """
CREATE TABLE bare_stock (id int PRIMARY KEY, on_hand int NOT NULL CHECK (on_hand >= 0));
CREATE TABLE bare_order (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, total bigint NOT NULL);
CREATE TABLE bare_line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL REFERENCES bare_order,
    variant int NOT NULL, quantity int NOT NULL, total bigint NOT NULL);
INSERT INTO bare_stock SELECT n, 1000000 FROM generate_series(0, 199) n;
"""


def prepare(url):
    with psycopg.connect(url) as connection:
        connection.execute(TABLES)


def ordering(url):
    """A function that places one bare order on a connection of its own."""
    connection = psycopg.connect(url, autocommit=True)
    turn = iter(range(10**9))

    def order():
        first = next(turn) * 7 % 199
        with connection.transaction():
            (pk,) = connection.execute(
                "INSERT INTO bare_order (name, total) VALUES ('Salma', 50000) RETURNING id"
            ).fetchone()
            for variant in (first, first + 1):
                taken = connection.execute(
                    "UPDATE bare_stock SET on_hand = on_hand - 1 WHERE id = %s AND on_hand >= 1", [variant]
                )
                assert taken.rowcount == 1
                connection.execute(
                    "INSERT INTO bare_line (order_id, variant, quantity, total) VALUES (%s, %s, 1, 25000)",
                    [pk, variant],
                )

    return order
