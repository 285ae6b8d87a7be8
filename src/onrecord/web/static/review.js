// The review bench: one hand on the keyboard, and words of the article picked as spans.

import { typing } from "./desk.js";

const form = document.querySelector(".decision");
const picker = document.querySelector(".picker");
const amend = document.querySelector(".amend");

// Offsets are code points of the article; the browser counts UTF-16 units within a paragraph.
const length = (text) => [...text].length;

function offset(node, at) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  return Number(paragraph.dataset.start) + length(before.toString());
}

/** The selected words as a span without the blanks around them, or null. */
function selected() {
  const selection = getSelection();
  if (!picker || selection.isCollapsed || !picker.contains(selection.anchorNode) || !picker.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const words = range.toString();
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null || !words.trim()) return null;
  return {
    start: start + length(words) - length(words.trimStart()),
    end: end - (length(words) - length(words.trimEnd())),
  };
}

/** The characters of the article between two offsets, as the page shows them. */
function words(start, end) {
  return [...picker.querySelectorAll("[data-start]")]
    .map((paragraph) => {
      const first = Number(paragraph.dataset.start);
      return [...paragraph.textContent].slice(Math.max(0, start - first), Math.max(0, end - first)).join("");
    })
    .filter(Boolean)
    .join(" ");
}

function show(field) {
  const area = field.querySelector("textarea");
  const lines = area.value.split("\n").filter((line) => line.trim());
  field.querySelector(".chips").replaceChildren(
    ...lines.map((line, number) => {
      const [, start, end, of] = line.match(/^\s*(\d+)\s*-\s*(\d+)(?: of (.*))?$/) ?? [];
      const chip = document.createElement("li");
      const text = document.createElement("span");
      text.textContent = start ? words(Number(start), Number(end)) + (of ? ` (of ${of})` : "") : line;
      const away = document.createElement("button");
      away.type = "button";
      away.textContent = "×";
      away.setAttribute("aria-label", `Take away: ${text.textContent}`);
      away.addEventListener("click", () => {
        area.value = lines.filter((_, at) => at !== number).join("\n");
        show(field);
        field.querySelector("[data-add]").focus();
      });
      chip.append(text, away);
      return chip;
    }),
  );
  field.classList.toggle("picked", lines.length > 0);
}

function add(name) {
  const span = selected();
  const field = document.querySelector(`[data-spans="${name}"]`);
  if (!span || !field) return;
  amend.open = true;
  const area = field.querySelector("textarea");
  const target = form.querySelector("[name=target]")?.value;
  const of = name === "conditions" && target ? ` of ${target}` : "";
  area.value = [...area.value.split("\n").filter((line) => line.trim()), `${span.start}-${span.end}${of}`].join("\n");
  show(field);
  getSelection().removeAllRanges();
}

/** Select the next or last word, or one word more with `extend`. */
function step(direction, extend) {
  const selection = getSelection();
  if (!picker.contains(selection.anchorNode)) {
    const first = picker.querySelector(".mark") ?? picker.querySelector("[data-start]");
    selection.collapse(first, 0);
    direction = "forward";
  } else if (!extend) {
    if (direction === "forward") selection.collapseToEnd();
    else {
      selection.collapseToStart();
      selection.modify("move", "backward", "word");
    }
  }
  selection.modify("extend", extend ? direction : "forward", "word");
  selection.focusNode.parentElement.scrollIntoView({ block: "nearest" });
}

if (form) {
  for (const field of document.querySelectorAll("[data-spans]")) {
    show(field);
    field.querySelector("textarea").addEventListener("input", () => show(field));
    field.querySelector("[data-add]").addEventListener("click", () => add(field.dataset.spans));
  }
  document.addEventListener("selectionchange", () => {
    const none = !selected();
    for (const button of document.querySelectorAll("[data-add]")) button.disabled = none;
  });
  // Links in the text would carry the editor away from the bench.
  picker.addEventListener("click", (event) => event.target.closest(".mark") && event.preventDefault());
  picker.addEventListener("keydown", (event) => {
    const direction = { ArrowRight: "forward", ArrowLeft: "backward" }[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(direction, event.shiftKey);
  });
  for (const mark of picker.querySelectorAll(".mark")) mark.tabIndex = -1;
  const first = picker.querySelector(".mark");
  if (first) picker.scrollTop = first.offsetTop - picker.offsetTop - picker.clientHeight / 3;
}

const go = (rel) => document.querySelector(`.queue a[rel=${rel}]`)?.click();
const press = (button) => button && !button.disabled && button.click();
const KEYS = {
  a: () => press(document.querySelector('[data-act="a"]')),
  r: () => press(document.querySelector('[data-act="r"]')),
  u: () => press(document.querySelector("[data-undo]")),
  e: () => {
    amend.open = true;
    amend.querySelector("select, input").focus();
  },
  n: () => document.getElementById("note").focus(),
  w: () => {
    picker.focus();
    step("forward", false);
  },
  v: () => add("evidence"),
  t: () => add("conditions"),
  j: () => go("next"),
  k: () => go("prev"),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return document.activeElement.blur();
  if (typing(event) || event.repeat || !(event.key in KEYS)) return;
  if (!form && event.key !== "u") return;
  event.preventDefault();
  KEYS[event.key]();
});
