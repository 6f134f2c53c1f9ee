"""The quick reader and the careful one: where the quick one answers, the careful one agrees."""

import random
from pathlib import Path

import pytest

from ourpatch.checking import check_entry
from ourpatch.reading import read_entry
from ourpatch.reading.filling import read_carefully
from ourpatch.reading.quickly import MOST_BRACKETS, Unusual, read_quickly

HOME = Path(__file__).parent
CASES = sorted((HOME / "entries").glob("*/*.y*ml"))
SAMPLES = sorted((HOME.parent / "entries").glob("*.yml"))

SEED = 1948
DAMAGES = 20_000
TYPED = " \n:-#[]{},\"'&*!|>%@`abcxyz019./\\"


def is_quick(data: bytes, name: str) -> bool:
    """Whether the quick reader answers; when it does, both readers must say the same."""
    try:
        values = read_quickly(data)
    except Unusual:
        return False
    careful = read_carefully(data, name)

    assert [] == careful.problems, data.decode()
    assert careful.values == values, data.decode()
    assert check_entry(careful) == check_entry(read_entry(data, name)), data.decode()
    return True


def damaged(text: str, chance: random.Random) -> str:
    """Some text after one to three slips: of a letter, of a few, or of whole lines."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + chance.choice(TYPED) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randrange(60) :]
            case 3:
                lines.insert(other, chance.choice((lines[one].strip(), f"  {lines[one]}")))
                text = "\n".join(lines)
            case 4:
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
    return text


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_case_is_read_otherwise(path: Path) -> None:
    """Good or bad, a dropped-in file that is read quickly is read as the careful reader would."""
    is_quick(path.read_bytes(), str(path))


def test_the_sample_entries_are_read_quickly() -> None:
    """What well-kept files look like, the quick reader knows."""
    slow = [path.name for path in SAMPLES if not is_quick(path.read_bytes(), str(path))]

    assert len(slow) <= len(SAMPLES) // 10, slow


def test_no_slip_is_read_otherwise() -> None:
    """Thousands of slips: where one is not seen by the quick reader, the careful one has none."""
    chance = random.Random(SEED)
    texts = [path.read_text("utf-8") for path in SAMPLES]
    quick = sum(
        is_quick(damaged(chance.choice(texts), chance).encode(), "x/a-b.yml")
        for _ in range(DAMAGES)
    )

    assert quick > DAMAGES // 20


@pytest.mark.parametrize(
    "text",
    [
        "[" * (MOST_BRACKETS + 1),
        "a: " + "{a: " * (MOST_BRACKETS + 1),
        "- " * 30_000,
        "? " * 30_000,
        "a:\n" + ": " * 30_000,
        "? - " * 15_000,
        "a:\n  - - - - b",
    ],
    ids=lambda text: text[:12],
)
def test_depth_is_left_to_the_careful_reader(text: str) -> None:
    """Things inside things inside things would end the process, so nobody starts on them."""
    with pytest.raises(Unusual):
        read_quickly(text.encode())

    assert read_entry(text.encode(), "deep.yml").problems
