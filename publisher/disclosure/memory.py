"""Which groups did the labels hide that the new ones will stand beside in public?

Kept in the private register, a row a hidden group: never how many it holds, only why it is hidden.
"""

import json
from collections import defaultdict
from collections.abc import Mapping

import duckdb
import pyarrow as pa

from publisher.disclosure.merging import Key, Memory, Why

COLUMNS = ("period", "family", "step", "hidden_group", "why")


def recall(con: duckdb.DuckDBPyConnection, period: str, previous: str) -> dict[str, Memory]:
    """What the labels of `period` must follow, by family of tables; empty when nothing was published.

    Labels of a corrected month follow those they replace: what these hid, for whatever reason, stays hidden.
    Labels of a new month follow the month before.
    """
    own = read_hidden(con, period)
    stays: dict[str, Memory] = {
        family: {group: stay(why) for group, why in memory.items()} for family, memory in own.items()
    }
    return stays or read_hidden(con, previous)


def stay(why: Why) -> Why:
    """Why a group is hidden again that was hidden for one time only."""
    return "small" if why == "kept" else why


def read_hidden(con: duckdb.DuckDBPyConnection, period: str) -> dict[str, Memory]:
    """Why groups were hidden in one month, by family of tables."""
    families: dict[str, dict[tuple[int, Key], Why]] = defaultdict(dict)
    rows = con.execute(
        "select family, step, hidden_group, why from hidden where period = $period", {"period": period}
    ).fetchall()
    for family, step, group, why in rows:
        families[family][step, tuple(json.loads(group))] = why
    return {**families}


def remember(con: duckdb.DuckDBPyConnection, period: str, families: Mapping[str, Memory]) -> None:
    """Keep the memory of one period in place of any it had, within the open transaction."""
    rows = [
        (period, family, step, json.dumps(group), why)
        for family, memory in families.items()
        for (step, group), why in memory.items()
    ]
    con.execute("delete from hidden where period = $period", {"period": period})
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    types = [pa.int64() if name == "step" else pa.string() for name in COLUMNS]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    con.register("hidden_now", pa.table(arrays, names=list(COLUMNS)))
    con.execute("insert into hidden select * from hidden_now")
    con.unregister("hidden_now")
