"""Names and texts IN CAPITALS, made readable again.

Capitals are hard to read, and a screen reader may spell them out. What was lost when somebody
typed them cannot be known for certain, so the rest of the same list is asked first: a word that it
writes as BSL or Salford elsewhere is written so here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

# Words for which capitals, or the form given here, are right. Words with no vowel need no place.
_KNOWN = """YMCA YWCA RSPCA CIC CIO SCIO UK USA EU PTA PTFA PSA U3A NHS AGM BME BAME LGBT LGBTQ
LGBTQIA RDA AFC RFC RUFC WI RNIB RNID RNLI RAF RBL NCT NSPCC PDSA SEND SEN ADHD HIV AIDS ULO DPO
DPULO URC PCC CAB PE OAP VCSE VCS CVS DIY ICT TV DofE Ltd Plc LLP Co Inc St Mr Mrs Ms Dr Rd Sr Jr
Nr Mt Ft Revd Sgt Cllr Fr Br"""
_KEPT = {word.upper(): word for word in _KNOWN.split()}

_LITTLE = """a an and as at but by de for from in into le nor of on or the to under upon with via
sur y"""
_SMALL = frozenset(_LITTLE.split())

_ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"\d+(ST|ND|RD|TH)", re.I)
_START = re.compile(
    r"(?:^|(?<!\be\.g)(?<!\bi\.e)[.!?]\s+|\n|\bSt\.? )[\W_]*(?:\w\)\s*)?[a-z]", re.ASCII
)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|[^\W_]+")


def shouts(text: str) -> bool:
    """True when nearly every letter is a capital, and there are enough letters to tell."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) > 4 and capitals >= 0.8 * len(letters)


class Learned:
    """How a list writes its words where it does not shout."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Look at each word that stands inside a sentence, where a capital means something."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            if not shouts(text):
                for word in re.findall(r"(?<=[a-z,] )[A-Za-z]{2,}(?![\w@.]*[@/])", text):
                    seen[word.casefold()][word] += 1
        self._forms = {
            folded: forms.most_common(1)[0][0]
            for folded, forms in seen.items()
            if forms.most_common(1)[0][1] * 2 > forms.total() >= 2
        }

    def form(self, word: str) -> str:
        """The word as the list usually writes it, or an empty text when it does not say."""
        return self._forms.get(word.casefold(), "")


def readable_name(name: str, learned: Learned) -> str:
    """A name in capitals as a name: THE CHESHIRE TRUST LIMITED is The Cheshire Trust Limited."""
    if not shouts(name) or (len(name) <= 5 and " " not in name):
        return name
    words = name.split(" ")
    return " ".join(_in_name(words, at, learned) for at in range(len(words)))


def readable_text(text: str, learned: Learned, name: str = "") -> str:
    """A text in capitals as sentences, with capitals for the names that the list knows.

    `name` is whose text it is: in a text of Communities United Project, CUP keeps its capitals.
    """
    if not shouts(text):
        return text
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if word.lower() not in _SMALL)

    def written(found: re.Match[str]) -> str:
        word = found[0]
        kept = _kept(word) or learned.form(word)
        if kept:
            return kept
        itself = word == "I" or (len(word) > 2 and word == initials.upper())
        return word if itself else word.lower()

    quiet = _WORD.sub(written, text)
    return _START.sub(lambda found: found[0][:-1] + found[0][-1].upper(), quiet)


def _in_name(words: list[str], at: int, learned: Learned) -> str:
    """One word of a name, which may have hyphens, brackets or full stops in it."""
    word = words[at]
    if any(letter.islower() for letter in word):
        return word
    first = at == 0 or words[at - 1][-1:] in (":", "-", "–", "(", "/")
    neighbours = words[max(at - 1, 0) : at] + words[at + 1 : at + 2]
    initials = any(re.fullmatch(r"[B-HJ-Z]", neighbour) for neighbour in neighbours)
    aside = at in (0, len(words) - 1) or word.startswith("(") or first

    def written(found: re.Match[str]) -> str:
        part = found[0]
        if aside and len(part) > 2 and _is_short_for(part, words, at):
            return part
        inside = found.start() > 0 and word[found.start() - 1] == "-"
        opens = not inside and (first or (found.start() > 0 and word[0] in "(\"'“‘["))
        initial = part == "A" and (initials or "." in word)
        if part.lower() in _SMALL and not opens and not initial:
            return part.lower()
        return _kept(part) or _shouted(part, learned) or _capital(part)

    if _ORDINAL.fullmatch(re.sub(r"\W", "", word)):
        return word.lower()
    if re.fullmatch(r"C(\.? ?OF ?E\.?)", word):
        return word.replace("OF", "of")
    return _WORD.sub(written, word)


def _kept(word: str) -> str:
    """The word when it is an abbreviation or a numeral that keeps its capitals; else empty."""
    plain = word.upper()
    if plain in _KEPT:
        return _KEPT[plain]
    ends = re.fullmatch(r"([^’']+)([’']S)", plain)
    if ends and (stem := _kept(ends[1])):
        return stem + ends[2].lower()
    if _ORDINAL.fullmatch(plain):
        return word.lower()
    letters = re.sub(r"[^A-Z]", "", plain)
    if "'" in plain or "’" in plain or len(plain) < 2:
        return ""
    if not re.search(r"[AEIOUY]", letters) or _ROMAN.fullmatch(plain):
        return plain
    return plain if re.search(r"\d", plain) and len(plain) <= 4 else ""


def _shouted(word: str, learned: Learned) -> str:
    """The word when the list writes it in capitals even where it does not shout; else empty."""
    form = learned.form(word)
    return form if len(form) > 1 and form.isupper() else ""


def _is_short_for(part: str, words: list[str], at: int) -> bool:
    """True when the letters of a word are the first letters of the other words in the name."""
    others = [w for n, w in enumerate(words) if n != at]
    initials = iter(re.sub(r"\W", "", "".join(w.lstrip("(\"'“")[:1] for w in others)).upper())
    return all(letter in initials for letter in part)


def _capital(word: str) -> str:
    """A word with a capital first: O'BRIEN is O'Brien, MCDONALD McDonald, MEN'S Men's."""
    if re.search(r"\d", word):
        return re.sub(r"[^\W\d_]+", lambda run: _kept(run[0]) or run[0].capitalize(), word)
    parts = re.split(r"([’'])", word.lower())
    owner = len(parts) > 1 and len(parts[0]) == 1 and len(parts[2]) > 2
    parts = [part.capitalize() if n == 0 or owner else part for n, part in enumerate(parts)]
    joined = "".join(parts)
    return re.sub(r"^Mc([a-z]{3,})", lambda rest: f"Mc{rest[1].capitalize()}", joined)
