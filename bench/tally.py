"""How long did they wait, and how many got no answer?"""

import asyncio
import time
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

GAVE_UP = (OSError, EOFError, RuntimeError, TimeoutError, WebSocketException)


@dataclass
class Tally:
    """Waits [s] of what was answered, and the number of what was not."""

    waits: list[float] = field(default_factory=list)
    failed: int = 0

    async def time(self, asked: Awaitable[object]) -> bool:
        """Count one request; whether it was answered."""
        start = time.perf_counter()
        try:
            await asked
        except GAVE_UP:
            self.failed += 1
            return False
        self.waits.append(time.perf_counter() - start)
        return True

    def part(self, share: float) -> float:
        """[s] the wait that `share` [0-1] of the answered did not exceed; NaN when none was answered."""
        ordered = sorted(self.waits)
        place = -int(-share * len(ordered) // 1) - 1  # the smallest that enough of them do not exceed
        return ordered[max(0, place)] if ordered else float("nan")

    @classmethod
    def joined(cls, tallies: Iterable["Tally"]) -> "Tally":
        """All of them as one."""
        whole = cls()
        for each in tallies:
            whole.waits += each.waits
            whole.failed += each.failed
        return whole

    def line(self) -> str:
        """p50 [s], p95 [s], failed, as cells of a table."""
        return f"{self.part(0.5):9.3f}{self.part(0.95):9.3f}{self.failed:8d}"


async def all_of(asked: Iterable[Awaitable[object]]) -> None:
    """Wait for all at once."""
    await asyncio.gather(*asked)
