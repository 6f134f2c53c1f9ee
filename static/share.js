// Copying, the phone's own share sheet, and printing: extras for those who have scripts. The links
// beside them do the same without. What is put into the page is marked as an extra (my-list.js). A
// copy with no public site has no link to copy or share.

const box = document.getElementById("link");
const ways = document.getElementById("ways");

if (ways) {
  if (box && navigator.share) {
    add(ways, "Share", () => navigator.share({ title: box.dataset.title, url: box.value }).catch(() => {}));
  }
  add(ways, "Print", () => window.print());
  if (box && navigator.clipboard && window.isSecureContext) {
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    said.dataset.extra = "";
    const button = made("Copy", async () => {
      try {
        await navigator.clipboard.writeText(box.value);
        said.textContent = " Copied.";
      } catch {
        said.textContent = " That did not work. Hold down on the link to copy it.";
        box.select();
      }
    });
    box.after(button, said);
  }
  box?.addEventListener("focus", () => box.select());
}

function add(list, words, act) {
  const item = document.createElement("li");
  item.dataset.extra = "";
  item.append(made(words, act));
  list.append(item);
}

function made(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "near-me";
  button.dataset.extra = "";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}
