// Every page: theme, keys, lists, and forms that leave their empty fields at home.

const root = document.documentElement;
const button = document.querySelector("[data-theme-button]");
const THEMES = ["system", "light", "dark"];

function show(theme) {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  button.setAttribute("aria-label", `Theme: ${theme}`);
  button.title = `Theme: ${theme}`;
}

button?.addEventListener("click", () => {
  const now = root.dataset.theme ?? "system";
  const theme = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  show(theme);
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // No storage here: it holds for this page.
  }
});
if (button) show(root.dataset.theme ?? "system");

// What folds on a phone is open where there is room.
if (matchMedia("(max-width: 40rem)").matches) {
  for (const one of document.querySelectorAll("[data-folds]")) one.open = false;
}

const keys = document.getElementById("keys");
document.querySelector("[data-keys-button]")?.addEventListener("click", () => keys.showModal());

export const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox], [type=range]), textarea, select, dialog[open]");

// j and k walk through the rows or entries of the list that the page is about; Enter opens the first link of one.
let at = -1;
function walk(step) {
  const rows = [...document.querySelectorAll("[data-list] > tbody > tr:not(.group), [data-list] > li")];
  if (!rows.length) return;
  rows[at]?.removeAttribute("aria-current");
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  const row = rows[at];
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("a")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "?") {
    keys.showModal();
  } else if (event.key === "j" || event.key === "k") {
    walk(event.key === "j" ? 1 : -1);
  }
});

// Addresses stay short enough to share.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  const empty = [...event.target.elements].filter((one) => one.name && one.value === "" && !one.disabled);
  for (const one of empty) one.disabled = true;
  setTimeout(() => empty.forEach((one) => (one.disabled = false)));
});
document.addEventListener("htmx:configRequest", (event) => {
  const told = event.detail.formData;
  for (const [name, value] of [...told.entries()]) if (value === "") told.delete(name);
});
