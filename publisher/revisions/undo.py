"""How is the last publication taken back? The manifest before it returns, byte for byte.

The undone files stay where they are and the log goes on naming them; their revision number is not used
again. The register goes back too, so the month can be published again as if nothing had been.
"""

from dataclasses import dataclass
from pathlib import Path

from publisher.register.register import Register
from publisher.revisions.history import History, RegisterForgot
from publisher.revisions.log import Log, login_name, refuse_personal, sha256
from publisher.revisions.manifest import manifest_bytes, revision_id, with_resources
from publisher.revisions.release import State, StateAltered, trusted_state
from publisher.revisions.staging import commit, new_draft, publishing, recover


class NothingToUndo(Exception):
    """No publication stands in the log."""


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What was taken back, and what stands now."""

    revision: str
    reason: str | None  # of the publication taken back
    stands: str | None  # the publication before it, None when nothing is left
    folder: str  # where the undone files stay, relative to the manifest


def undo(
    *, extracts: Path, register: Register | None, time: str, by: str | None = None, reason: str | None = None
) -> Undone:
    """Take back the last publication, in the name of `by` (the login name). All or nothing.

    `register` None: there is none beside this extract. Raises NothingToUndo, RegisterForgot,
    RegisterElsewhere, RegisterBehind, PersonalText, LogBroken, StateAltered, BlockingIOError, OSError.
    """
    by = by or login_name()
    refuse_personal(by=by, reason=reason)
    with publishing(extracts):
        finished = recover(extracts)
        state = trusted_state(extracts, {})
        history = History(register) if register else None
        last_act = state.log.lines[-1] if state.log.lines else None
        if last_act and last_act.action == "undo":
            newest = history.newest() if history else None
            # an undo that was cut off is not done a second time: the state before that one was not meant
            if finished or (newest and newest[0] == last_act.revision):
                if history:
                    history.follow(state.log)
                return outcome(state.log)
        if history:
            history.follow(state.log)
        log = take_back(extracts, state, history, time=time, by=by, reason=reason)
        if history:
            history.follow(log)
    return outcome(log)


def take_back(
    extracts: Path, state: State, history: History | None, *, time: str, by: str, reason: str | None
) -> Log:
    """Put the manifest before the last publication in force; answer the log that tells of it."""
    standing = state.log.standing()
    if not standing:
        raise NothingToUndo
    last, before = standing[-1], standing[-2] if len(standing) > 1 else None
    if history and not history.can_take_back(last.revision):
        raise RegisterForgot(last.revision)
    resources = [one for one in state.manifest["resources"] if revision_id(one) != last.revision]
    content = manifest_bytes(with_resources(state.manifest, resources)) if resources else None
    if before and (content is None or sha256(content) != before.manifest):
        raise StateAltered(before.revision)
    log = state.log.followed_by(
        time=time, by=by, action="undo", period=last.period, revision=last.revision,
        manifest=None if content is None else sha256(content), files=last.files, reason=reason,
    )  # fmt: skip
    new_draft(extracts)
    commit(extracts, content, log, prepare=lambda: None)
    return log


def outcome(log: Log) -> Undone:
    """What the undo that ends `log` took back."""
    undone, standing = log.published()[log.lines[-1].revision], log.standing()
    return Undone(
        revision=undone.revision, reason=undone.reason, folder=undone.revision.replace(".r", "/r"),
        stands=standing[-1].revision if standing else None,
    )  # fmt: skip
