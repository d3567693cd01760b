"""How is a drawn block kept for the next reader who asks for the same?"""

import operator
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from dashboard.frame import View

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
KEPT_BLOCKS = 256  # drawn blocks kept per function; one is 5 to 40 kB


def kept(block: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Keep what `block` draws and returns, by its arguments; it may draw nothing that has a state.

    The key of a view is worked out once a run, not once a block: Streamlit's own way looks at every field.
    What is drawn is kept as it is, not as a pickle, so a returned value may not be changed.
    """
    cached = st.cache_resource(
        max_entries=KEPT_BLOCKS, show_spinner=False, hash_funcs={View: operator.attrgetter("key")}
    )
    return cached(block)
