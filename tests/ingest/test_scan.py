"""Which files are new or changed: what is found is known only after all files were compared."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedpub.archive import open_archive
from feedpub.ingest.discover import find_bulletins
from feedpub.ingest.scan import Scan
from feedpub.model import Config
from feedpub.model.build import BuildContext
from tests.archive.rows import DAY

CONTEXT = BuildContext(config=Config(out=Path("feeds")), now=datetime(2026, 1, 26, 14, tzinfo=UTC), today=DAY)


def test_a_result_is_refused_before_all_files_were_compared(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("# 渔港早市\n", encoding="utf-8")
    found = find_bulletins([tmp_path], CONTEXT.config)
    with open_archive(None) as archive:
        scan = Scan(archive, found.files, CONTEXT, reread=False)
        changed = scan.changed()
        first = next(changed)
        with pytest.raises(RuntimeError, match="not finished"):
            scan.result()
        with pytest.raises(RuntimeError, match="not finished"):
            scan.missing(frozenset())
        rest = list(changed)
        assert [seen.file.key.rpartition("/")[2] for seen in (first, *rest)] == ["a.txt", "b.txt"]
        assert scan.result().order == tuple(file.name for file in found.files)
        assert scan.missing(frozenset()) == ()
