"""From which site may a browser open a page's socket? From this one alone.

Streamlit compares the Origin with names that it knows, and when none fits asks an outside host
(checkip.amazonaws.com) for this machine's address, in the loop that serves everybody: any visitor could make
it ask, and make all others wait. So a foreign origin never reaches it. Pure ASGI, as `dashboard.guard`.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.site import configured_origin

AGAINST_THE_RULES = 1008  # close code of a websocket; before it is open, the server answers 403


def is_own(origin: str, host: str) -> bool:
    """Whether an Origin is that of the Host that was asked, or that under which readers know the portal."""
    try:
        asked = urlsplit(origin).netloc
    except ValueError:  # brackets around what is no address
        return False
    return bool(asked) and asked in (host, urlsplit(configured_origin()).netloc)


class OwnOrigin:
    """Refuses websockets of other sites; programs, which send no Origin, may come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is of this site."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            if not all(is_own(each, headers.get("host", "")) for each in headers.getlist("origin")):
                await send({"type": "websocket.close", "code": AGAINST_THE_RULES})
                return
        await self.app(scope, receive, send)
