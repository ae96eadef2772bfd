// The rota as a picture: two seats, each tour a bar. What the picture says stands as a table below it too.
import { el } from "./dom.js";
import { dayWord } from "./words.js";

const DAY_MS = 86_400_000;
const SHORT_MS = 21 * DAY_MS;

export function timeline({ shown, year, first, end, today }) {
  const [begin, stop] = [Date.parse(first), Date.parse(end)];
  const place = (day) => `${(100 * (Math.min(Math.max(Date.parse(day), begin), stop) - begin)) / (stop - begin)}%`;
  const span = (from, to) => `left: ${place(from)}; width: calc(${place(to)} - ${place(from)})`;
  const isShort = ({ from, to }) => Math.min(Date.parse(to), stop) - Math.max(Date.parse(from), begin) < SHORT_MS;
  const bars = tours(shown).map((tour) => bar(tour, span, isShort(tour)));
  const gaps = year.gaps.filter((gap) => gap.to > first && gap.from < end).map((gap) => gapBar(gap, span));
  const now = today >= first && today < end ? el("div", { class: "sh-today", style: `left: ${place(today)}` }, "today") : null;
  return el(
    "div",
    { class: "sh-timeline", "aria-hidden": "true" },
    el("div", { class: "sh-months" }, months(begin, stop).map(([day, name]) => el("span", { style: `left: ${place(day)}` }, name))),
    el("div", { class: "sh-lanes" }, bars, gaps, now),
  );
}

// Rows of two seats become tours: a person keeps their lane for as long as they sit.
function tours(rows) {
  const lanes = [null, null];
  const all = [];
  for (const row of rows) {
    const seats = row.seats.filter(Boolean);
    for (const lane of [0, 1]) {
      if (lanes[lane] && !seats.some((seat) => same(seat, lanes[lane].seat))) lanes[lane] = null;
    }
    for (const seat of seats) {
      const kept = lanes.find((tour) => tour && same(seat, tour.seat) && tour.to === row.from);
      if (kept) kept.to = row.to;
      else {
        const lane = lanes[0] === null ? 0 : 1;
        all.push((lanes[lane] = { seat, lane, from: row.from, to: row.to }));
      }
    }
  }
  return all;
}

function same(one, other) {
  return one.person_id === other.person_id && one.source === other.source;
}

function bar({ seat, lane, from, to }, span, short) {
  const words = `${seat.name}: ${dayWord(from)} to ${dayWord(to)}${seat.source === "override" ? " (swap or cover)" : ""}`;
  const attributes = { class: "sh-tour", "data-lane": lane, "data-source": seat.source, "data-short": short, style: span(from, to), title: words };
  const [first, ...others] = seat.name.split(" ");
  return el("div", attributes, first, el("span", { class: "sh-lastname" }, ` ${others.join(" ")}`));
}

function gapBar(gap, span) {
  return el("div", { class: "sh-gap", style: span(gap.from, gap.to), title: gap.why }, "gap");
}

function months(begin, stop) {
  const found = [];
  for (let day = begin; day < stop; day += DAY_MS) {
    const at = new Date(day);
    if (at.getUTCDate() !== 1) continue;
    found.push([at.toISOString().slice(0, 10), at.toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" })]);
  }
  return found;
}
