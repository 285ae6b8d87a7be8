// Runs before the first paint, so that a page never flashes in the wrong theme. "js" tells the styles what may be shown.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // No storage here: the system's theme holds.
  }
})();
