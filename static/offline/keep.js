// "Keep this on your phone": one quiet line at the foot of a page, or where /take-it-with-you has a
// place for it. Where a connection costs nothing the site keeps itself; on any other it only offers,
// and says how much there is to fetch.

import { isMetered } from "./metered.js";
import { plainSize } from "../pages/wording.js";

const KEPT = "This is on your";
const DEVICE = matchMedia("(pointer: coarse)").matches ? "phone" : "computer";

const place = document.getElementById("copy");
const line = place ?? document.createElement("p");

if ("serviceWorker" in navigator && window.isSecureContext) {
  line.textContent = "";
  if (!place) document.querySelector(".foot .wide")?.append(line);
  begin().catch(() => tellOfNothing(FAILED.signal));
} else {
  tellOfNothing("This browser cannot do that here. The files below work in any.");
}

// Why nothing is kept, for somebody who came to read of it.
function tellOfNothing(why) {
  if (place && !place.textContent.startsWith(KEPT)) place.textContent = why;
}

async function begin() {
  const worker = await navigator.serviceWorker.getRegistration();
  const { kept } = worker?.active ? await ask(worker.active, "state") : { kept: null };
  if (kept) tell(kept);
  const reply = await fetch("/offline.json", { cache: "no-cache" });
  if (!reply.ok) {
    tellOfNothing(`There is too much here to keep on a ${DEVICE}. The files below have it.`);
    return;
  }
  const list = await reply.json();
  if (kept?.version === list.version) return;
  if (isMetered()) {
    offer(kept, list);
    return;
  }
  if (place && !kept) line.textContent = "Fetching it…";
  await keep();
}

// What there is to fetch, and a button. Whoever does not want it need do nothing.
function offer(kept, list) {
  const has = new Set(kept?.files.map((file) => file.digest));
  const missing = list.files.filter((file) => !has.has(file.digest)).map((file) => file.sent);
  if (kept?.program !== list.program) missing.push(list.program_sent);
  const bytes = missing.reduce((sum, sent) => sum + sent, 0);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "near-me";
  const words = kept ? `Get the newest on your ${DEVICE}` : `Keep this on your ${DEVICE}`;
  button.textContent = `${words}: ${plainSize(bytes)}`;
  button.addEventListener("click", () => {
    // From now on somebody waits to hear of it; before, it would be one more thing read out.
    line.setAttribute("role", "status");
    navigator.storage?.persist?.();
    line.textContent = "Fetching it…";
    keep().catch(() => tell(kept, "signal"));
  });
  line.append(" ", button);
}

async function keep() {
  // Registering again would wait for whatever the browser is asking about the worker just now.
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker?.active) await navigator.serviceWorker.register("/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  const { kept, failed, updating } = await ask(active, "keep");
  if (!updating) tell(kept, failed);
  else line.textContent = `A newer copy is on its way to your ${DEVICE}.`;
}

// Ask the worker something, and wait for its reply.
function ask(worker, what) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    worker.postMessage(what, [port2]);
  });
}

const FAILED = {
  room: `There is not enough room on your ${DEVICE} for this.`,
  signal: "That did not work just now. It will be tried again another time.",
};

// What is kept, as it was on which day, and what went wrong.
function tell(kept, failed) {
  const said = kept ? [`${KEPT} ${DEVICE}, as it was on ${kept.as_it_was_on}. It works with no signal.`] : [];
  if (failed) said.push(FAILED[failed]);
  if (kept && navigator.standalone === false) {
    said.push("To keep it for longer than a week, add it to your home screen.");
  }
  line.textContent = said.join(" ");
}
