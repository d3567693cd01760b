"""How fast did protection grow, and when would a gap be closed at that pace?"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What the last months came to. Counts in [workers]."""

    before: int  # protected `months` ago
    now: int
    months: int
    gap: int

    @property
    def a_month(self) -> int:
        """[workers a month] net change, rounded towards zero."""
        change = self.now - self.before
        return change // self.months if change >= 0 else -(-change // self.months)

    @property
    def months_to_go(self) -> int | None:
        """[months] until the gap is closed at this pace; 0 when there is none, None when it never is."""
        if self.gap == 0:
            return 0
        change = self.now - self.before
        return None if change <= 0 else -(-self.gap * self.months // change)
