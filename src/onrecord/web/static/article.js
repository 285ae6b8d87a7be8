// Hover or focus on marked words shows their entries in place; hover on an entry lights its words.

const pop = document.getElementById("pop");
const marks = [...document.querySelectorAll(".mark[data-entries]")];
const card = (entry) => document.querySelector(`[data-entry="${entry}"]`);
const lit = (entries, on) => {
  for (const mark of marks) {
    if (mark.dataset.entries.split(" ").some((one) => entries.includes(one))) mark.classList.toggle("lit", on);
  }
  for (const entry of entries) card(entry)?.classList.toggle("lit", on);
};

function show(mark) {
  const entries = mark.dataset.entries.split(" ");
  pop.replaceChildren(...entries.map((one) => card(one)).filter(Boolean).map((one) => {
    const copy = document.createElement("div");
    copy.append(...[...one.cloneNode(true).childNodes]);
    return copy;
  }));
  pop.showPopover();
  const at = mark.getClientRects()[0];
  const below = at.bottom + pop.offsetHeight + 12 < innerHeight;
  pop.style.left = `${Math.max(8, Math.min(at.left, innerWidth - pop.offsetWidth - 8))}px`;
  pop.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - pop.offsetHeight - 6)}px`;
  lit(entries, true);
}

function hide() {
  if (pop.matches(":popover-open")) pop.hidePopover();
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
}

for (const mark of marks) {
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(mark));
  mark.addEventListener("pointerleave", hide);
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && show(mark));
  mark.addEventListener("blur", hide);
}
for (const one of document.querySelectorAll("[data-entry]")) {
  one.addEventListener("pointerenter", () => lit([one.dataset.entry], true));
  one.addEventListener("pointerleave", hide);
}
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", hide, { passive: true });
