"""What is worked out and sent only when the reader unfolds it?"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.kept import kept_widgets


@contextmanager
def folded(title: str, *, key: str, icon: str | None = None, begins_open: bool = False) -> Iterator[bool]:
    """A part that is worked out only while it is unfolded; yields whether it is."""
    # Set each time: with the language its title changes, and with that Streamlit would fold it again.
    is_open = st.session_state[key] = bool(st.session_state.get(key, begins_open))
    if not is_open:
        _show_folded(title, key, icon)
        yield False
        return
    with st.expander(title, key=key, icon=icon, on_change="rerun"):
        yield True


@kept_widgets
def _show_folded(title: str, key: str, icon: str | None) -> None:
    st.expander(title, key=key, icon=icon, on_change="rerun")
