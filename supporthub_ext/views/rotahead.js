// Above the timeline: who is on support, what changes next, and the way to other weeks.
import { button, el } from "./dom.js";
import { dayWord } from "./words.js";

export function rotaHead(year, turn) {
  return el("header", { class: "sh-rotahead" }, headline(year), turns(turn));
}

function headline({ on_now: now, next_handover: next }) {
  const people = (now?.seats ?? []).filter(Boolean).map((seat) => seat.name);
  const change = next && [next.leaves && `${next.leaves.name} leaves`, next.joins && `${next.joins.name} joins`].filter(Boolean);
  return [
    el("h3", {}, people.length ? `On support now: ${people.join(" and ")}` : "Nobody is on support now"),
    next ? el("p", { class: "sh-kind" }, `Next handover ${dayWord(next.date)}: ${change.join(", ")}`) : null,
  ];
}

function turns(turn) {
  const by = (words, weeks) => button(words, () => turn(weeks));
  const calendar = el("a", { href: `${baseUrl()}supporthub/rota.ics`, target: "_blank", rel: "noopener" }, "Subscribe (iCalendar)");
  return el("div", { class: "sh-actions" }, by("‹ Earlier", -13), by("Today", 0), by("Later ›", 13), calendar);
}

function baseUrl() {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  return (config && JSON.parse(config).baseUrl) || document.body.dataset.baseUrl || "/";
}
