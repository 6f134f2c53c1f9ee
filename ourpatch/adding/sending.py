"""The ways to send a suggestion: a row for each that works here. The visitor does the sending."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from ourpatch.adding.answers import Suggestion
from ourpatch.adding.forge import Forge, forge_address

#: Some phones and mail programs cut longer addresses short.
LONGEST_EMAIL = 2000

_NAMES = {"github": "GitHub", "gitlab": "GitLab", "forgejo": "Forgejo"}


@dataclass(frozen=True, slots=True)
class Way:
    """One way that leads elsewhere. `paste` is true when the file has to be pasted in there."""

    kind: Literal["propose", "issue", "email"]
    label: str
    link: str
    paste: bool


def ways_to_send(made: Suggestion, forge: Forge | None, email: str, is_change: bool) -> list[Way]:
    """Every way that leads elsewhere and works here, the best first."""
    title = _title(made, is_change)
    ways = []
    if forge:
        name = _NAMES[forge.kind]
        page = forge_address(forge, "edit" if is_change else "new", made.file_name, text=made.text)
        label = f"Change the file on {name}" if is_change else f"Propose it on {name}"
        ways.append(Way("propose", label, page.link, not page.filled))
        issue = forge_address(forge, "issue", title=title, text=_body(made))
        ways.append(Way("issue", f"Open an issue on {name}", issue.link, not issue.filled))
    if email:
        whole = _mailto(email, title, f"Here is the file {made.file_name}:\n\n{made.text}")
        fits = len(whole) <= LONGEST_EMAIL
        bare = _mailto(email, title, f"The file {made.file_name} is with this email.")
        ways.append(Way("email", "Send it by email", whole if fits else bare, not fits))
    return ways


def _title(made: Suggestion, is_change: bool) -> str:
    name = made.entry.get("name")
    return f"A change to {name}" if is_change else f"A new entry: {name}"


def _body(made: Suggestion) -> str:
    """The words of an issue, with the file fenced off by more ` than stand anywhere in it."""
    longest = max((len(run) for run in re.findall("`+", made.text)), default=0)
    fence = "`" * max(3, longest + 1)
    changed = f"\n\nWhat is different: {', '.join(made.changed)}." if made.changed else ""
    file = f"{fence}yaml\n{made.text}{fence}"
    return f"From the form on the site. The file is `{made.file_name}`.{changed}\n\n{file}\n"


def _mailto(address: str, subject: str, body: str) -> str:
    sent = urlencode({"subject": subject, "body": body.replace("\n", "\r\n")}, quote_via=quote)
    return f"mailto:{quote(address, safe='@')}?{sent}"
