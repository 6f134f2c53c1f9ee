"""The words that many entries use are kept as sets, which say what the full-text index would."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ourpatch.compiling import common_words
from ourpatch.compiling.build import build
from ourpatch.searching import directory

SAMPLES = Path(__file__).parent.parent / "entries"
TODAY = date(2026, 11, 21)
COLUMNS = ("name", "words", "summary", "description")


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A folder of the sample entries and its database, in which a word is soon common."""
    monkeypatch.setattr(common_words, "LEAST", 4)
    folder, out = tmp_path / "entries", tmp_path / "directory.db"
    shutil.copytree(SAMPLES, folder)
    assert build(folder, out, TODAY).how == "written"
    return folder, out


def kept(out: Path) -> dict[tuple[str, str], bytes]:
    """The sets in a database."""
    with closing(sqlite3.connect(out)) as connection:
        rows = connection.execute('SELECT word, "column", bits FROM word_set').fetchall()
    return {(word, column): bits for word, column, bits in rows}


def test_the_sets_are_what_the_index_finds(built: tuple[Path, Path]) -> None:
    """Each column alone, and two columns and two words together."""
    with closing(sqlite3.connect(built[1])) as connection:
        known = directory(connection)
        words = sorted({word for word, _ in kept(built[1])})
        assert len(words) > 50
        for column in COLUMNS:
            for word in words:
                found = known.having_match(connection, f'{column} : "{word}"')
                assert known.having_all(connection, (column,), [[word]]) == found
        match = '{words description} : (("tea" OR "teas") AND "zumba" AND "carers")'
        forms = [["tea", "teas"], ["zumba"], ["carers"]]
        both = known.having_all(connection, ("words", "description"), forms)
        assert both == known.having_match(connection, match)


def test_a_change_in_place_changes_the_sets(built: tuple[Path, Path]) -> None:
    """They are what they would have been from the start."""
    folder, out = built
    before = kept(out)
    word = next(word for word, column in before if column == "summary" and len(word) > 5)
    file = sorted(folder.glob("*.yml"))[0]
    lines = file.read_text(encoding="utf-8").splitlines()
    said = [f"summary: Nothing but {word}." if s.startswith("summary:") else s for s in lines]
    file.write_text("\n".join(said) + "\n", encoding="utf-8")

    assert build(folder, out, TODAY, in_place=True).how == "replaced"
    after = kept(out)
    assert build(folder, out.with_name("fresh.db"), TODAY).how == "written"
    fresh = kept(out.with_name("fresh.db"))

    assert after != before
    assert {key: fresh[key] for key in after if key in fresh} == {
        key: bits for key, bits in after.items() if key in fresh
    }


def test_a_small_directory_has_none(tmp_path: Path) -> None:
    """The index is quick enough for it."""
    assert build(SAMPLES, tmp_path / "directory.db", TODAY).how == "written"
    assert kept(tmp_path / "directory.db") == {}
