// "Use where I am": an extra for those who have scripts. The phone's position never leaves the phone:
// the list of postcode areas comes to it, and only the name of the nearest is put in the box.

// Beside this script's folder, wherever the site stands. A page opened from a disk can fetch nothing.
const AREAS = new URL("../outcodes.json", import.meta.url);

const box = document.getElementById("near");

if (box && AREAS.protocol !== "file:" && "geolocation" in navigator && window.isSecureContext) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "near-me";
  button.textContent = "Use where I am";
  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  const row = document.createElement("div");
  row.className = "where-i-am";
  row.dataset.extra = "";
  row.append(button, said);
  box.parentElement.after(row);
  button.addEventListener("click", () => {
    said.textContent = "Looking…";
    navigator.geolocation.getCurrentPosition(
      (found) => fillIn(found.coords, said),
      () => { said.textContent = "Your phone would not say where you are. Type a town instead."; },
      { maximumAge: 600000, timeout: 15000 },
    );
  });
}

async function fillIn(here, said) {
  try {
    const reply = await fetch(AREAS);
    const areas = await reply.json();
    box.value = nearest(here, areas);
    said.textContent = `You are in or near ${box.value}.`;
    box.focus();
  } catch {
    said.textContent = "That did not work just now. Type a town instead.";
  }
}

// The name of the nearest area: [name, latitude, longitude] each. Flat-earth is near enough.
function nearest(here, areas) {
  const narrow = Math.cos((here.latitude * Math.PI) / 180);
  let best = "";
  let least = Infinity;
  for (const [name, latitude, longitude] of areas) {
    const up = latitude - here.latitude;
    const across = (longitude - here.longitude) * narrow;
    const far = up * up + across * across;
    if (far < least) [best, least] = [name, far];
  }
  return best;
}
