"""What does each column of the published tables mean? Read from the contract itself."""

import streamlit as st

from dashboard.extract import contract
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.tables import Column, show_reading_table
from dashboard.words import word


@kept
def show_dictionary(view: View) -> None:
    """Every published table with its columns, types, units and meanings."""
    lang = view.lang
    suffix = "_id" if lang == "id" else ""
    st.markdown(word(lang, "method.dictionary.lead"))
    for name, schema in contract("extract").items():
        st.markdown(f"**{schema[f'title{suffix}']}** (`{name}`)")
        show_reading_table(
            schema["fields"],
            [
                Column(head=word(lang, "table.column"), cell=lambda field: f"`{field['name']}`"),
                Column(head=word(lang, "table.type"), cell=lambda field: word(lang, f"type.{field['type']}")),
                Column(head=word(lang, "table.meaning"), cell=lambda field: field[f"description{suffix}"]),
            ],
            alt=schema[f"title{suffix}"],
        )
