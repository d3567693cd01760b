"""What is worked out and sent only when the reader unfolds it?"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def folded(title: str, *, key: str, icon: str | None = None, begins_open: bool = False) -> Iterator[bool]:
    """A part that is worked out only while it is unfolded; yields whether it is."""
    if key not in st.session_state:
        st.session_state[key] = begins_open
    with st.expander(title, key=key, icon=icon, on_change="rerun") as box:
        yield bool(box.open)
