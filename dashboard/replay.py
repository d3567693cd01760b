"""What did a part of a page send to the browser, and how is the same sent again?

Streamlit's own cache draws a kept part anew, element by element, though the messages come out the same;
that was a fifth of the time of a view. Here the messages themselves are kept. They hold the place on the
page where they were drawn, so they are sent again at the same place only.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st
from streamlit.cursor import RunningCursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    ThreadState,
    get_script_run_ctx,
    in_cached_function,
)

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Sent(Generic[Answer]):
    """What was sent for a part, how many elements it put at its place, and what drawing it returned."""

    messages: tuple[ForwardMsg, ...]
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

    def record(self, draw: Callable[[], Answer]) -> tuple[Answer, Sent[Answer] | None]:
        """Draw a part; what it returned, and what it sent: None when it drew elsewhere too.

        It may hold nothing that has a state: Streamlit warns of a widget, as in its own cache.
        """
        context, before = self._context, self._cursor.index
        messages: list[ForwardMsg] = []
        outer = vars(context).get("enqueue")  # of a part around this one that is recorded too
        send = context.enqueue

        def sending(message: ForwardMsg) -> None:
            send(message)
            messages.append(message)

        context.enqueue = sending  # type: ignore[method-assign, assignment]
        token = in_cached_function.set(True)
        try:
            answer = draw()
        finally:
            in_cached_function.reset(token)
            del context.enqueue  # type: ignore[method-assign]
            if outer:
                context.enqueue = outer  # type: ignore[method-assign]
        if not all(map(self._is_below, messages)):
            return answer, None
        return answer, Sent(messages=tuple(messages), elements=self._cursor.index - before, answer=answer)

    def send(self, sent: Sent[Answer]) -> Answer:
        """Send again what was recorded at a place of the same key; what drawing it returned."""
        context = self._context
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
