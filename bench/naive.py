"""The portal's pages as they are usually written: connect, read Parquet, build charts and map on every run.

The same rows with fewer words and numbers than the portal's pages show; no cache, chart objects, map cells
inside the message. Served by `streamlit run bench/naive.py` to compare with; nobody visits it.
"""

import json

import altair as alt
import duckdb
import pydeck as pdk
import streamlit as st

from dashboard.cities import city_dir
from dashboard.extract import contract


def draw(page: str, period: str, kecamatan: str | None) -> None:
    """One page."""
    asked = {"period": period, "kecamatan": kecamatan}
    folder = city_dir() / "extracts"
    con = duckdb.connect()
    for name in contract("extract"):
        con.execute(f"create view {name} as select * from read_parquet('{folder}/*/r*/{name}.parquet')")
    coverage = con.execute(
        "select * from coverage where period = $period and ($kecamatan is null or kecamatan = $kecamatan)",
        asked,
    ).df()
    trend = con.execute(
        "select period, funding_source, sum(workers)::double as active from coverage where status = 'active' "
        "and ($kecamatan is null or kecamatan = $kecamatan) group by all order by all",
        {"kecamatan": kecamatan},
    ).df()
    active = int(coverage.loc[coverage["status"] == "active", "workers"].sum())
    st.metric("active", active)
    st.metric("universe", int(coverage["workers"].sum()))
    chart = (
        alt.Chart(trend)
        .mark_bar()
        .encode(x="period:N", y="active:Q", color="funding_source:N", tooltip=["period:N", "active:Q"])
    )
    st.altair_chart(chart)
    column = {"opd": "opd", "sektor": "sector", "sumber-dana": "funding_source"}.get(page, "kecamatan")
    by = coverage.groupby([column, "status"], as_index=False)["workers"].sum()
    st.altair_chart(
        alt.Chart(by)
        .mark_bar()
        .encode(x="workers:Q", y=f"{column}:N", color="status:N", tooltip=["workers:Q"])
    )
    st.dataframe(by)
    if page == "wilayah":
        cells = json.loads((city_dir() / "geo" / "kelurahan.geojson").read_text(encoding="utf-8"))
        layer = pdk.Layer("GeoJsonLayer", cells, get_fill_color=[15, 106, 134, 120])
        view = pdk.ViewState(latitude=3.6, longitude=98.67, zoom=10)
        st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None))


asked_for = st.query_params
draw(asked_for.get("page", ""), asked_for.get("period", "2026-10"), asked_for.get("kecamatan"))
