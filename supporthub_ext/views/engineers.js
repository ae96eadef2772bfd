// Whom one could ask: every candidate with what speaks for and against it. Never a ranking of people.
import { el } from "./dom.js";

export function engineerList(name, engineers, chosen, typed, optional) {
  const nobody = optional ? [option(name, "", !chosen, typed, el("strong", {}, "Nobody yet"))] : [];
  return el("div", {}, nobody, engineers.map((one) => candidate(name, one, chosen, typed)));
}

function candidate(name, one, chosen, typed) {
  const words = [
    el("strong", {}, one.name, one.suggested ? el("span", { class: "sh-badge", "data-tone": "calm" }, "suggested") : null),
    reasonLine("for", one),
    reasonLine("against", one),
  ];
  return option(name, one.person_id, one.person_id === chosen, typed, ...words);
}

// What speaks on one side, "for" or "against", in one line.
export function reasonLine(side, one) {
  const reasons = one[side];
  return reasons.length ? el("span", { class: "sh-why", "data-side": side }, reasons.join(" ")) : null;
}

function option(name, value, checked, typed, ...children) {
  const radio = el("input", { type: "radio", name, value, checked, onchange: typed });
  return el("label", { class: "sh-candidate" }, radio, el("span", {}, children));
}
