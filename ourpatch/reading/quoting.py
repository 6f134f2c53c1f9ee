"""How to type something in an entry's file, for hints that can be copied as they stand."""

import re

#: A hint shows no more of somebody's words than this.
LONGEST = 60

_STARTS_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`“”]|-(?=\S)")


def typed(text: str, flow: bool = False) -> str:
    """The text as YAML that is read back as the same; `flow` when it stands inside brackets."""
    risky = r": |\s#|:$" + (r"|[,?\[\]{}]" if flow else "")
    if _STARTS_PLAIN.match(text) and not re.search(risky, text):
        return text
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def write(key: str, text: str, otherwise: str, flow: bool = False) -> str:
    """A hint to write a field so, or `otherwise` when that would be too long to copy.

    An empty key is for one thing in a list.
    """
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        return otherwise
    return f"write  {key}: {typed(words, flow)}" if key else f"write  {typed(words, flow=True)}"
