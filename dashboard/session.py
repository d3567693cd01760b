"""How does what a page draws reach the reader's browser? In handfuls.

Streamlit passes every message by itself from the thread of a page to the loop that serves all readers, and
from there to the socket: some eighty times a view, a sixth of its time, and the two threads wait for each
other each time. A session of ours hands over what has come together; order and content stay.
"""

import functools
import threading
from contextlib import suppress
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance, websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError

Held = tuple[ScriptRunner | None, ForwardMsg]
HELD_SECONDS = 0.02  # so long a message may wait for others: a spinner is seen at once


class Session(AppSession):
    """A reader's session whose messages travel together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: list[Held] = []
        self._holding = threading.Lock()

    def _on_scriptrunner_event(  # type: ignore[override]  # the rest is passed on as it is
        self,
        sender: ScriptRunner | None,
        event: ScriptRunnerEvent,
        forward_msg: ForwardMsg | None = None,
        **told: Any,
    ) -> None:
        """In the thread of the page: hold a message; hand over what is held before anything else happens."""
        if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG or forward_msg is None:
            self._call_soon_on_event_loop(functools.partial(self._hand_over, self._end_handful()))
            super()._on_scriptrunner_event(sender, event, forward_msg, **told)
            return
        with self._holding:
            handful = self._held
            handful.append((sender, forward_msg))
        if len(handful) == 1:
            self._call_soon_on_event_loop(functools.partial(self._hand_over_soon, handful))

    def _end_handful(self) -> list[Held]:
        """What is held; the next message begins another, so that none overtakes what ended this one."""
        with self._holding:
            handful, self._held = self._held, []
        return handful

    def _hand_over_soon(self, handful: list[Held]) -> None:
        self._event_loop.call_later(HELD_SECONDS, self._hand_over, handful)

    def _hand_over(self, handful: list[Held]) -> None:
        """In the loop: a handful to the browser's queue; not what a run sends that was given up."""
        with self._holding:
            held = handful.copy()
            handful.clear()
        for sender, message in held:
            if sender is self._scriptrunner:
                self._browser_queue.enqueue(message)
        if held and self._message_enqueued_callback:
            self._message_enqueued_callback()

    def flush_browser_queue(self) -> list[ForwardMsg]:
        """Write to the socket at once what comes before the end of a run; that goes Streamlit's way."""
        messages = super().flush_browser_queue()
        if len(messages) < 2:  # asked of every session each time that any of them has something to send
            return messages
        active = get_instance()._session_mgr.get_active_session_info(self.id)
        # A reader who left is met again with the next message, and dealt with there.
        with suppress(SessionClientDisconnectedError):
            while active and len(messages) > 1 and messages[0].WhichOneof("type") != "script_finished":
                active.client.write_forward_msg(messages[0])
                del messages[0]
        return messages


def send_together() -> None:
    """From now on the sessions that begin are ours."""
    websocket_session_manager.AppSession = Session  # type: ignore[misc]
