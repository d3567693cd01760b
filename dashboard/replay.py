"""What did a part of a page send to the browser, and how is the same sent again?

Streamlit's own cache draws a kept part anew, element by element, though the messages come out the same;
that was a fifth of the time of a view. Here the messages themselves are kept. They hold the place on the
page where they were drawn, so they are sent again at the same place only.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st
from streamlit.cursor import RunningCursor
from streamlit.elements.lib.utils import _register_element_id
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    ThreadState,
    get_script_run_ctx,
    in_cached_function,
)
from streamlit.runtime.state.common import WidgetMetadata, user_key_from_element_id

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Sent(Generic[Answer]):
    """What was sent for a part, the widgets it holds, how many elements it put at its place, and what
    drawing it returned."""

    messages: tuple[ForwardMsg, ...]
    widgets: tuple[WidgetMetadata[Any], ...]
    elements: int
    answer: Answer


class Place:
    """Where the next element of a page goes."""

    def __init__(self, context: ScriptRunContext, cursor: RunningCursor) -> None:
        self._context = context
        self._cursor = cursor
        state = ThreadState.get()
        # All that a message says beside its content.
        self.key: Hashable = (tuple(cursor.delta_path), state.active_script_hash, state.fragment_id)
        self.may_hold_widgets = not in_cached_function.get()

    def record(
        self, draw: Callable[[], Answer], *, with_widgets: bool = False
    ) -> tuple[Answer, Sent[Answer] | None]:
        """Draw a part; what it returned, and what it sent: None when it drew elsewhere too.

        Streamlit warns of a widget in it, as in its own cache, unless it is to come `with_widgets`.
        """
        before = self._cursor.index
        messages: list[ForwardMsg] = []
        widgets: list[WidgetMetadata[Any]] = []
        with self._heard(messages.append, widgets.append):
            token = in_cached_function.set(not with_widgets)
            try:
                answer = draw()
            finally:
                in_cached_function.reset(token)
        if not all(map(self._is_below, messages)):
            return answer, None
        return answer, Sent(
            messages=tuple(messages),
            widgets=tuple(widgets),
            elements=self._cursor.index - before,
            answer=answer,
        )

    @contextmanager
    def _heard(
        self, message_sent: Callable[[ForwardMsg], None], widget_made: Callable[[WidgetMetadata[Any]], None]
    ) -> Iterator[None]:
        """Within, be told of each message and widget."""
        context, session = self._context, self._context.session_state
        outer = vars(context).get("enqueue"), vars(session).get("register_widget")
        send, register = context.enqueue, session.register_widget

        def enqueue(message: ForwardMsg) -> None:
            send(message)
            message_sent(message)

        def register_widget(metadata: WidgetMetadata[Any], user_key: str | None) -> Any:
            widget_made(metadata)
            return register(metadata, user_key)

        # Not by attribute: the session would take it for a value of the page.
        vars(context)["enqueue"], vars(session)["register_widget"] = enqueue, register_widget
        try:
            yield
        finally:
            del vars(context)["enqueue"], vars(session)["register_widget"]
            if outer[0]:  # a part around this one is recorded too
                vars(context)["enqueue"], vars(session)["register_widget"] = outer

    def send(self, sent: Sent[Answer]) -> Answer:
        """Send again what was recorded at a place of the same key; what drawing it returned."""
        context = self._context
        for widget in sent.widgets:
            _register_element_id(context, "widget", widget.id)
            context.session_state.register_widget(widget, user_key_from_element_id(widget.id))
        if "enqueue" in vars(context):
            for message in sent.messages:
                context.enqueue(message)  # a part around this one is recorded
        else:
            for message in sent.messages:
                is_there = message.metadata.cacheable and message.hash in context.cached_message_hashes
                # context.enqueue would write into the message, which never gives back what it held.
                context._enqueue(create_reference_msg(message) if is_there else message)
        for _ in range(sent.elements):
            self._cursor.lock_element()
        return sent.answer

    def _is_below(self, message: ForwardMsg) -> bool:
        parent = [self._cursor.root_container, *self._cursor.parent_path]
        return message.HasField("delta") and message.metadata.delta_path[: len(parent)] == parent


def place() -> Place | None:
    """Where the next element goes; None without a run of a page, or at a place for one element."""
    context = get_script_run_ctx(suppress_warning=True)
    cursor = st._main._active_dg._cursor
    return Place(context, cursor) if context and isinstance(cursor, RunningCursor) else None
