"""Run rsync or rclone: without a shell, and with the names of files on standard input."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence

from feedpub.errors import RefusedError
from feedpub.messages import message

__all__ = ["run_program"]

_LAST_LINES = 5  # of what a program said, in the message of its failure


def run_program(name: str, options: Sequence[str], names: Iterable[str], *, end: str) -> None:
    """Run a program until it ends; it is ended with us, unless we are killed.

    Args:
        name: of the program, which is also that of its package.
        options: all that follows its name.
        names: of the files that it is told of.
        end: what ends each name.

    Raises:
        RefusedError: it is not installed, or it failed: the message has the last lines that it said.
    """
    program = shutil.which(name)
    if program is None:
        raise RefusedError(
            message(
                "{program} is not installed, and [deploy] needs it: apt install {program} (Debian, Ubuntu), dnf "
                "install {program} (Fedora), brew install {program} (macOS)",
                program=name,
            )
        )
    told = "".join(name + end for name in names).encode()
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own program, and no shell
            [program, *options], input=told, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
    except OSError as error:
        raise RefusedError(message("{program} cannot be run: {reason}", program=name, reason=error)) from error
    if done.returncode:
        lines = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
        raise RefusedError(
            message(
                "{program} failed (status {status}): {said}",
                program=name,
                status=done.returncode,
                said="\n".join(lines[-_LAST_LINES:]),
            )
        )
