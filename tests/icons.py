"""The app's icons, drawn from static/icon.svg by the browser that the tests use.

python tests/icons.py draws them afresh. A maskable icon may be cut to a circle, so its drawing
stands in the middle and its ground reaches the edges.
"""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

STATIC = Path(__file__).resolve().parents[1] / "static"

#: The name of each icon, its size in pixels, and how much of that the drawing takes.
ICONS = {"any-192": (192, 1.0), "any-512": (512, 1.0), "maskable-512": (512, 0.72)}

#: The ground of the drawing, static/icon.svg's first rectangle.
GROUND = "#f4dfae"


def draw(browser: Browser, name: str) -> bytes:
    """One icon as PNG."""
    size, share = ICONS[name]
    ground = GROUND if share < 1 else "transparent"
    page = browser.new_page(viewport={"width": size, "height": size})
    svg = (STATIC / "icon.svg").read_text("utf-8")
    style = f"margin:0;height:100vh;display:grid;place-items:center;background:{ground}"
    page.set_content(f'<body style="{style}">{svg}</body>')
    page.add_style_tag(content=f"svg{{width:{share * 100}vw;height:{share * 100}vw}}")
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


if __name__ == "__main__":
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        for icon in ICONS:
            (STATIC / "icons" / f"{icon}.png").write_bytes(draw(opened, icon))
        opened.close()
