// In place of rows: still loading, or nothing to do.
import { el } from "./dom.js";

export function loadingRows(text) {
  const bars = Array.from({ length: 6 }, () => el("div", { class: "sh-skeleton" }, el("i"), el("i"), el("i")));
  const line = el("p", { role: "status" }, text || "Reading the tickets …");
  return el("div", { class: "sh-loading" }, line, ...bars);
}

export function calm(first, second) {
  const cup = el("div", { class: "sh-cup", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el("div", { class: "sh-calm", role: "status" }, cup, el("p", {}, first), el("span", {}, second));
}
