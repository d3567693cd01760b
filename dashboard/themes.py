"""Which theme does a reader's browser get? Streamlit's settings know a light and a dark one; the address may
ask for two more.

Streamlit tells the browser its theme at the beginning of every run of a page. For a connection whose
address holds tema=kontras or tema=cetak, that message carries `.streamlit/<tema>.toml` instead; all other
connections pass untouched. Pure ASGI, as `dashboard.guard`.
"""

import functools
import re
import tomllib
from contextlib import suppress
from typing import TypeVar
from urllib.parse import parse_qs

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard.catalog import ROOT
from dashboard.choices import THEME_PARAMETER, THEMES
from dashboard.connection import MORE

SETTINGS_DIR = ROOT / ".streamlit"
LARGEST_MESSAGE = 64 * 1024  # [bytes] of those that tell a theme or an address; both are under 8 kB
Read = TypeVar("Read", BackMsg, ForwardMsg)
MARK = f"{THEME_PARAMETER}=".encode()
BASES = {"light": CustomThemeConfig.BaseTheme.LIGHT, "dark": CustomThemeConfig.BaseTheme.DARK}


@functools.cache
def theme_settings(theme: str) -> CustomThemeConfig:
    """The file of `theme` as the browser gets it. Raises ValueError for a setting unknown to Streamlit."""
    given = tomllib.loads((SETTINGS_DIR / f"{theme}.toml").read_text(encoding="utf-8"))["theme"]
    settings = CustomThemeConfig(base=BASES[given.pop("base")])
    for name, value in given.items():
        field = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)
        if field not in settings.DESCRIPTOR.fields_by_name:
            raise ValueError(f"Streamlit has no theme setting {name!r}")
        setattr(settings, field, value)
    return settings


def asked_theme(query: str) -> str:
    """The theme that an address asks for; the usual one when it is unknown."""
    asked = parse_qs(query).get(THEME_PARAMETER, THEMES[:1])[-1]
    return asked if asked in THEMES else THEMES[0]


def keep_settings() -> None:
    """Let Streamlit read the theme of its settings once, not in every run, where it took a tenth of the time.

    The settings of a running server do not change. Streamlit has no setting for it, so its function is
    replaced; a test compares what browsers are told.
    """
    read = app_session._populate_theme_msg

    @functools.cache
    def settings(section: str) -> CustomThemeConfig:
        told = CustomThemeConfig()
        read(told, section)
        return told

    def tell(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.MergeFrom(settings(section))

    app_session._populate_theme_msg = tell


class Themes:
    """Gives each connection the theme of its address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; in the two themes, the beginning of a run with its theme changed."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        theme = THEMES[0]

        async def receive_address() -> Message:
            nonlocal theme
            message = await receive()
            content = message.get("bytes")
            if content is not None:
                said: BackMsg = _read(BackMsg(), content)
                if said.HasField("rerun_script"):
                    theme = asked_theme(said.rerun_script.query_string)
            return message

        def themed(content: bytes) -> bytes:
            nonlocal theme
            # Most connections wear the usual theme: their messages are not even parsed.
            if theme != THEMES[0] or MARK in content:
                told = _read(ForwardMsg(), content)
                if told.HasField("page_info_changed"):
                    theme = asked_theme(told.page_info_changed.query_string)
                elif theme != THEMES[0] and told.HasField("new_session"):
                    _dress(told.new_session.custom_theme, theme)
                    return told.SerializeToString()
            return content

        async def send_themed(message: Message) -> None:
            content = message.get("bytes")
            if content is not None:
                message = {**message, "bytes": themed(content)}
            if MORE in message:
                message[MORE] = [themed(each) for each in message[MORE]]
            await send(message)

        await self.app(scope, receive_address, send_themed)


def _read(empty: Read, content: bytes) -> Read:
    """The message of that kind; empty when `content` is none, or too large for what is looked for."""
    if len(content) <= LARGEST_MESSAGE:
        with suppress(DecodeError):  # the guard and Streamlit refuse it
            empty.ParseFromString(content)
    return empty


def _dress(settings: CustomThemeConfig, theme: str) -> None:
    """Replace light and dark by `theme`; sizes and fonts, which all themes share, stay."""
    settings.ClearField("light")
    settings.ClearField("dark")
    settings.MergeFrom(theme_settings(theme))
