"""The addresses of a forge: its “new file” page, filled in, and its others. One function makes all.

How each writes them: GitHub's docs for query parameters of new files and issues; go-gitea/gitea
pull request 16556 (which Forgejo has); GitLab's docs for prefilled issues. GitLab's new file page
takes the name and not the words (gitlab-org/gitlab issue 337038).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

Page = Literal["new", "edit", "issue"]

#: GitHub refuses addresses over about 8,000 characters, and a login on the way makes them longer.
LONGEST = 6000


class _Shape(NamedTuple):
    """How a page's address is made: its path, and what its name, title and words are sent as."""

    path: str
    name: str = ""
    title: str = ""
    text: str = ""


_SHAPES: dict[str, dict[Page, _Shape]] = {
    "github": {
        "new": _Shape("/new/{branch}", name="filename", text="value"),
        "edit": _Shape("/edit/{branch}/{file}"),
        "issue": _Shape("/issues/new", title="title", text="body"),
    },
    "gitlab": {
        "new": _Shape("/-/new/{branch}", name="file_name"),
        "edit": _Shape("/-/edit/{branch}/{file}"),
        "issue": _Shape("/-/issues/new", title="issue[title]", text="issue[description]"),
    },
    "forgejo": {
        "new": _Shape("/_new/{branch}/", name="filename", text="value"),
        "edit": _Shape("/_edit/{branch}/{file}"),
        "issue": _Shape("/issues/new", title="title", text="body"),
    },
}


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the files are kept: the kind of forge, the project's address, its branch and folder."""

    kind: str
    address: str
    branch: str = "main"
    folder: str = "entries"


class Address(NamedTuple):
    """A page of a forge. `filled` is true when the words are there already, not to be pasted."""

    link: str
    filled: bool


def forge_of(settings: Mapping[str, object] | None) -> Forge | None:
    """The forge that metadata.yml names, if any. Raises ValueError with what to change."""
    if not settings:
        return None
    said = {key: str(value) for key, value in settings.items()}
    if strange := said.keys() - {"kind", "address", "branch", "folder"}:
        raise ValueError(f"metadata.yml: forge has no {', '.join(sorted(strange))}.")
    if said.get("kind") not in _SHAPES:
        kinds = ", ".join(_SHAPES)
        raise ValueError(f"metadata.yml: the kind of forge is one of {kinds}.")
    parts = urlsplit(said.get("address", ""))
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError("metadata.yml: the address of the forge starts with https://")
    return Forge(**(said | {"address": said["address"].rstrip("/")}))


def forge_address(
    forge: Forge, page: Page, file: str = "", title: str = "", text: str = ""
) -> Address:
    """The address of a page for a file, or for an issue.

    Where the whole would be too long, or the forge takes no words, the page is there to paste into.
    """
    shape = _SHAPES[forge.kind][page]
    whole = f"{forge.folder}/{file}" if file else ""
    path = shape.path.format(branch=quote(forge.branch), file=quote(whole))
    said = {shape.name: whole, shape.title: title}
    short = {key: value for key, value in said.items() if key and value}
    long = short | ({shape.text: text} if shape.text and text else {})
    bare, full = (_link(f"{forge.address}{path}", sent) for sent in (short, long))
    fits = bool(shape.text and text) and len(full) <= LONGEST
    return Address(full if fits else bare, fits)


def _link(address: str, sent: dict[str, str]) -> str:
    return f"{address}?{urlencode(sent, quote_via=quote)}" if sent else address
