"""The commands of `python -m publisher`, one module a family, each with `add(commands)`."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
Commands = Any  # argparse's own class for sub-commands is private


def city_folder(args: argparse.Namespace) -> Path:
    """Folder of the city that `--city` names."""
    return ROOT / "data" / str(args.city)


def period(text: str) -> str:
    """A month written YYYY-MM; argparse words the refusal."""
    dt.date.fromisoformat(f"{text}-01")
    return text
