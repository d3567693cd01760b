"""Which sentence tells why a publication or an undo was refused?"""

from publisher.register.engine import SparkMissing
from publisher.register.private import KeyUnsafe, PathPublic
from publisher.revisions.conformity import ContractBroken
from publisher.revisions.history import RegisterBehind, RegisterElsewhere, RegisterForgot
from publisher.revisions.log import LogBroken, PersonalText
from publisher.revisions.release import ReasonMissing, StateAltered
from publisher.words import word

REFUSALS = (
    ContractBroken, KeyUnsafe, LogBroken, OSError, PathPublic, PersonalText, ReasonMissing, RegisterBehind,
    RegisterElsewhere, RegisterForgot, SparkMissing, StateAltered,
)  # fmt: skip


def refusal(error: Exception, lang: str) -> str:
    """The sentence for one of REFUSALS."""
    if isinstance(error, BlockingIOError):
        return word(lang, "refusal.busy")
    if isinstance(error, OSError):
        return word(lang, "refusal.disk", value=error.strerror or error)
    return word(lang, f"refusal.{type(error).__name__}", value=error)
