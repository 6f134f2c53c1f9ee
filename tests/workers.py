"""A service worker asked for pages by itself, as the browser asks it, but with no page to turn to.

To turn to a page takes a browser longer than it takes the worker to draw hundreds.
"""

import json
from collections.abc import Sequence

from playwright.sync_api import BrowserContext

#: Gives the worker's own listener what a browser would, and takes what it responds with. Only a
#: browser may make a request that is for turning to a page, so this one says that it is.
ASK = """async (addresses) => {
  const drawn = [];
  for (const address of addresses) {
    const request = new Request(address);
    Object.defineProperty(request, "mode", { value: "navigate" });
    const event = new FetchEvent("fetch", { request });
    const reply = await new Promise((take) => {
      event.respondWith = take;
      self.dispatchEvent(event);
    });
    drawn.push(await reply.text());
  }
  return JSON.stringify(drawn);
}"""


def drawn_by_worker(context: BrowserContext, base: str, addresses: Sequence[str]) -> dict[str, str]:
    """The pages that the one service worker of a browser gives for some addresses of a site."""
    (worker,) = context.service_workers
    pages: list[str] = []
    for at in range(0, len(addresses), 100):
        asked = [base + address for address in addresses[at : at + 100]]
        pages += json.loads(worker.evaluate(ASK, asked))
    return dict(zip(addresses, pages, strict=True))
