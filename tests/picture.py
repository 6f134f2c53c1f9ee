"""Draw `static/picture.png`, which stands for the site wherever a link is shown with a picture.

It is a quilt of every patch in `static/patches.svg`. Run it again when they change:
`python tests/picture.py`.
"""

import re
import shutil

from conftest import BROWSERS, PROJECT
from playwright.sync_api import sync_playwright

WIDTH, HEIGHT, SIDE, GAP = 1200, 630, 102, 13

#: The paper that the patches lie on, as in the style sheet.
PAPER, SEAM = "#f8f3e8", "#b98a2e"


def drawing() -> str:
    """The quilt as a page."""
    patches = (PROJECT / "static" / "patches.svg").read_text("utf-8")
    ids = re.findall(r'<symbol id="([^"]+)"', patches)
    across, down = WIDTH // (SIDE + GAP), HEIGHT // (SIDE + GAP)
    left = (WIDTH - across * (SIDE + GAP) + GAP) / 2
    top = (HEIGHT - down * (SIDE + GAP) + GAP) / 2
    uses = []
    for at in range(across * down):
        # A step that shares no factor with their number mixes the colours and shows none twice.
        id = ids[at * 7 % len(ids)]
        x, y = left + at % across * (SIDE + GAP), top + at // across * (SIDE + GAP)
        uses.append(f'<use href="#{id}" x="{x}" y="{y}" width="{SIDE}" height="{SIDE}"/>')
    hidden = patches[patches.index("<symbol") : patches.rindex("</svg>")]
    return (
        f'<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
        f'height="{HEIGHT}"><rect width="100%" height="100%" fill="{PAPER}"/>{hidden}'
        f'<rect x="8" y="8" width="{WIDTH - 16}" height="{HEIGHT - 16}" rx="12" fill="none" '
        f'stroke="{SEAM}" stroke-width="3" stroke-dasharray="14 9"/>{"".join(uses)}</svg>'
    )


def main() -> None:
    """Take a picture of the quilt."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found)
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(drawing())
        page.screenshot(path=PROJECT / "static" / "picture.png")
        chromium.close()


if __name__ == "__main__":
    main()
