"""The portal as one server: the pages, and around them plain pages, downloads, map cells, health and a guard.

`streamlit run server.py` serves it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from dashboard import routes, shell
from dashboard.connection import Unrolled, hand_over_together
from dashboard.cork import write_once_a_round
from dashboard.frontend import Frontend
from dashboard.guard import Guard, SecurityHeaders
from dashboard.origin import OwnOrigin
from dashboard.plain import routes as plain
from dashboard.session import send_together
from dashboard.themes import Themes, keep_settings
from dashboard.warm import warm


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Get ready before the first visitor comes."""
    keep_settings()
    send_together()
    hand_over_together()
    write_once_a_round()
    await run_in_threadpool(warm)
    yield


app = st.App(
    "app.py",
    routes=[*plain.ROUTES, *routes.ROUTES, *shell.ROUTES],
    middleware=[
        Middleware(Unrolled),
        Middleware(SecurityHeaders),
        Middleware(OwnOrigin),
        Middleware(Guard),
        Middleware(Frontend),
        Middleware(Themes),
    ],
    lifespan=lifespan,
)
