// Whom one could ask: every candidate with what speaks for and against it. Never a ranking of people.
import { el } from "./dom.js";
import { when } from "./words.js";

export function engineerList(name, engineers, chosen, typed, optional) {
  const nobody = optional ? [option(name, "", !chosen, typed, el("strong", {}, "Nobody yet"))] : [];
  return el("div", {}, nobody, engineers.map((one) => candidate(name, one, chosen, typed)));
}

function candidate(name, one, chosen, typed) {
  const words = [
    el("strong", {}, one.name, one.suggested ? el("span", { class: "sh-badge", "data-tone": "calm" }, "suggested") : null),
    reasons("for", one.for),
    reasons("against", [...one.against, ...load(one)]),
  ];
  return option(name, one.person_id, one.person_id === chosen, typed, ...words);
}

function load({ away_until: away }) {
  return away ? [`away until ${when(away)}`] : [];
}

function reasons(side, texts) {
  return texts.length ? el("span", { class: "sh-why", "data-side": side }, texts.map(words).join(" · ")) : null;
}

function words(reason) {
  return typeof reason === "string" ? reason : reason.text;
}

function option(name, value, checked, typed, ...children) {
  const radio = el("input", { type: "radio", name, value, checked, onchange: typed });
  return el("label", { class: "sh-candidate" }, radio, el("span", {}, children));
}
