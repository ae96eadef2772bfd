// What the keys do; shown by "?" and put away by Escape.
import { button, el } from "./dom.js";

const KEYS = [
  ["↑ ↓", "the ticket before or after"],
  ["Page Up, Page Down, Home, End", "further away"],
  ["Enter", "open the ticket; once more: do its next step"],
  ["Space", "choose the ticket, to work on several together; also Ctrl or Shift and a click"],
  ["/", "filter"],
  ["Ctrl + Enter", "in a form: preview. It never sends"],
  ["Escape", "one step back: from preview to form, to ticket, to queue"],
  ["?", "this list"],
];

export function helpDialog() {
  const rows = KEYS.map(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)]);
  const dialog = el(
    "dialog",
    { class: "sh-help", "aria-label": "Keys" },
    el("h4", {}, "Keys"),
    el("dl", {}, rows),
    button("Close", () => dialog.close()),
  );
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return dialog;
}
