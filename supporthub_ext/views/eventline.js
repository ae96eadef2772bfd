// One event: what, where, the hours here and there, the notice that was given, and which place has forgotten it.
import { el, link } from "./dom.js";
import { hoursThere, wholeDays, windowWords } from "./hours.js";
import { hubName } from "./words.js";

const PLACE_WORDS = { calendar: "the calendar", issue: "an issue", ticket: "a ticket" };
const NUMBER_WORDS = { 7: "one week is", 14: "two weeks are", 21: "three weeks are", 28: "four weeks are" };

export function eventLine(event) {
  const on = event.state === "on" ? el("span", { class: "sh-badge", "data-tone": "soon" }, "on now") : null;
  const hubs = event.hubs.map(hubName).join(", ") || "no hub named";
  return el(
    "li",
    {},
    el("header", {}, on, el("strong", {}, event.title), el("span", { class: "sh-kind" }, hubs)),
    el("p", {}, hours(event), el("span", { class: "sh-kind" }, elsewhere(event))),
    el("p", {}, notice(event.notice), " ", places(event), " ", sources(event)),
  );
}

function hours(event) {
  if (!event.starts_at) return "No date that could be read. ";
  return event.zone === null ? `${wholeDays(event)}. ` : `${windowWords(windows(event))}. `;
}

// The hours are the same instants whoever is on duty; with nobody there, the event's own span has to do.
function windows({ hours: [one], starts_at: from, ends_at: to }) {
  return one?.windows.length ? one.windows : [{ from, to }];
}

function elsewhere(event) {
  if (!event.starts_at || event.zone === null) return "";
  const [first] = windows(event);
  const people = event.hours.filter((one) => one.windows.length).map((one) => `${wall(one.windows[0])} for ${one.name.split(" ")[0]}`);
  return [hoursThere(first, event.zone), ...people].join("; ") + ".";
}

// "13:30 to 21:30", as it was sent: with the offset of that person's zone.
function wall({ from, to }) {
  return `${from.slice(11, 16)} to ${to.slice(11, 16)}`;
}

function notice({ given_days: given, asked_days: asked, short }) {
  if (given === null) return "Notice: not known.";
  if (!short) return `Notice: ${given} days.`;
  const words = `Short notice: ${given < 1 ? "less than a day" : given === 1 ? "one day" : `${given} days`}; ${NUMBER_WORDS[asked] ?? `${asked} days are`} asked.`;
  return el("span", { class: "sh-short" }, words);
}

function places({ known_in: known, missing_in: missing }) {
  const list = (names, word) => names.map((name) => PLACE_WORDS[name] ?? name).join(` ${word} `);
  return missing.length ? `Stands in ${list(known, "and")}, not in ${list(missing, "or")}.` : "Stands in every place.";
}

function sources({ links }) {
  return Object.entries(links).map(([place, address]) => [link(address, `${place} ↗`), " "]);
}
