"""`feedpub publish`: bring to the target what changed in the output folder, feeds last, then notify hubs.

What is owed is read under the archive's lock, and noted under it again when it is there; meanwhile only the output
folder is held, so that a build with something new waits, and commands that look into the archive do not. Whatever ends
a run, what it brought there is noted, or brought there once more by the next.
"""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from feedpub.archive import Archive, open_archive
from feedpub.archive.deployed import Undeployed
from feedpub.deploying.notify import DueFeeds, due_feeds, notify_hubs
from feedpub.deploying.plan import BATCH, in_order
from feedpub.deploying.targets import missing, open_target
from feedpub.errors import RefusedError, UsageError
from feedpub.locking import holding
from feedpub.messages import message
from feedpub.model import Config
from feedpub.model.build import BuildContext, BuildOptions, FileProblem
from feedpub.model.deploy import Deploy
from feedpub.paths import shown

__all__ = ["Deployed", "deploy", "target_of"]


class Deployed(NamedTuple):
    """What a run did, or, if it was dry, would do.

    Attributes:
        to: the target.
        uploaded: the files brought there, below the output folder, in their order.
        removed: the files removed there.
        notified: the addresses of the feeds that hubs were notified of.
        problems: path or address, and problem.
    """

    to: str
    uploaded: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    notified: tuple[str, ...] = ()
    problems: tuple[FileProblem, ...] = ()


def deploy(config: Config, now: datetime, *, wait: float = 0, everything: bool = False, dry: bool = False) -> Deployed:
    """Bring the output folder to the target of the configuration.

    Args:
        config: everything the operator set.
        now: the moment, of any time zone.
        wait: seconds to wait for a build.
        everything: whether files that did not change are brought there too: somebody deleted or changed them there.
        dry: whether to change nothing.

    Raises:
        UsageError: there is no target, nothing was built, or the paper is a draft.
        RefusedError: the archive or the output can't be used, or the target can't be written; hubs were told nothing.
    """
    target = target_of(config)
    if not config.archive.exists() or not config.out.is_dir():
        raise UsageError(message("{path}: nothing was built yet; run `feedpub build` first", path=shown(config.out)))
    context = _context(config, now, wait)
    with contextlib.ExitStack() as held:
        with open_archive(config.archive, wait=wait, dry=dry) as archive:
            _refuse_unready(archive, config)
            owed = _owed(archive, target, everything=everything)
            if not dry:
                held.enter_context(holding(config.out, wait))
                archive.commit()
        work = _work(config, owed)
        if dry:
            return Deployed(target.to, tuple(chain.from_iterable(work.batches())), tuple(row.path for row in work.gone))
        done = _Done([], [], [])
        due = DueFeeds([], {})
        try:
            _bring(config, target, work, done, wait)
        except RefusedError as error:
            raise _stopped(error, done, len(work.files) + len(work.extra)) from error
        finally:
            held.close()  # a build may hold the archive, and wait for the folder
            with open_archive(config.archive, wait=wait) as archive:
                archive.deployed.note(done.files)
                archive.commit()
                if len(done.files) == len(owed):
                    due = due_feeds(archive, context)
    notified, problems = notify_hubs(due, context)
    removed = tuple(row.path for row in work.gone)
    return Deployed(target.to, tuple(done.uploaded), removed, notified, (*done.problems, *problems))


def target_of(config: Config) -> Deploy:
    """The target that the configuration names.

    Raises:
        UsageError: it names none.
    """
    if config.deploy is None:
        raise UsageError(
            message(
                "there is no target to publish to: add a table [deploy] to {path}, with rsync, rclone or folder",
                path=shown(config.source) if config.source else "feedpub.toml",
            )
        )
    return config.deploy


class _Work(NamedTuple):
    """What is to be done.

    Attributes:
        files: by their path, those to bring there.
        extra: further ones, of which the archive knows nothing.
        gone: those to remove there.
        nowhere: those that came and went since.
    """

    files: dict[str, Undeployed]
    extra: Sequence[str]
    gone: Sequence[Undeployed]
    nowhere: Sequence[Undeployed]

    def batches(self) -> Iterator[tuple[str, ...]]:
        """The files to bring there, in their order."""
        known = {name for name, row in self.files.items() if row.there not in (None, row.here)}
        return in_order([*self.files, *self.extra], known)


class _Done(NamedTuple):
    """What a run has done so far.

    Attributes:
        uploaded: the files brought there.
        files: what can be noted as brought there, or as removed.
        problems: those of files that stay there.
    """

    uploaded: list[str]
    files: list[Undeployed]
    problems: list[FileProblem]


def _context(config: Config, now: datetime, wait: float) -> BuildContext:
    today = now.astimezone(ZoneInfo(config.timezone)).date()
    return BuildContext(
        config=config,
        now=now.astimezone(UTC).replace(microsecond=0),
        today=today,
        options=BuildOptions(wait=wait),
    )


def _refuse_unready(archive: Archive, config: Config) -> None:
    if archive.settings.is_draft or not config.has_address:
        raise UsageError(
            message(
                "this paper is a draft, whose feeds name no public address: set base_url in {path}, and run "
                "`feedpub build` before you publish",
                path=shown(config.source) if config.source else "feedpub.toml",
            )
        )
    if archive.settings.is_publishing_unfinished:
        raise RefusedError(
            message(
                "{path}: the last build was stopped before all files were in their place; run `feedpub build`, then "
                "publish",
                path=shown(config.out),
            )
        )


def _owed(archive: Archive, target: Deploy, *, everything: bool) -> Sequence[Undeployed]:
    """What is not at the target as it is here; of a new target, everything."""
    named = f"{target.kind}:{target.to}"
    if archive.settings.deploys_to != named:
        archive.settings.deploys_to = named
        archive.deployed.begin()
    elif everything:
        archive.deployed.owe_all()
    archive.deployed.expect()
    return archive.deployed.owed()


def _status_file(config: Config) -> list[str]:
    """The status of builds, where it is to be published: every build writes it, and it is no page of the paper."""
    path = config.status_file.absolute()
    if path.is_relative_to(config.out.absolute()) and path.is_file():
        return [path.relative_to(config.out.absolute()).as_posix()]
    return []


def _work(config: Config, owed: Sequence[Undeployed]) -> _Work:
    files = {row.path: row for row in owed if row.here is not None}
    for name in files:
        if not (config.out / name).is_file():
            raise missing(config.out / name)
    return _Work(
        files,
        _status_file(config),
        gone=[row for row in owed if row.here is None and row.there is not None],
        nowhere=[row for row in owed if row.here is None and row.there is None],
    )


def _bring(config: Config, target: Deploy, work: _Work, done: _Done, wait: float) -> None:
    """Bring everything there, and remove what is gone; what is done is noted as it goes."""
    done.files.extend(work.nowhere)
    if not (work.files or work.extra or work.gone):
        return
    with open_target(config, target, wait) as there:
        for batch in work.batches():
            there.upload(batch)
            done.uploaded.extend(batch)
            done.files.extend(work.files[name] for name in batch if name in work.files)
        for start in range(0, len(work.gone), BATCH):
            rows = work.gone[start : start + BATCH]
            done.problems.extend(there.remove(rows))
            done.files.extend(rows)


def _stopped(error: RefusedError, done: _Done, files: int) -> RefusedError:
    return RefusedError(
        message(
            "{error}; {done} of {files} files are at the target, and the next `feedpub publish` goes on; hubs were "
            "not notified",
            error=error.message,
            done=len(done.uploaded),
            files=files,
        )
    )
