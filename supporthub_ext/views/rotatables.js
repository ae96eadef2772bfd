// Two tables below the timeline: what it shows in words, and who did and will do how much.
import { el } from "./dom.js";
import { dayWord } from "./words.js";

export function changesTable(shown) {
  const rows = shown.filter((row) => row.handover || row.seats.some((seat) => seat?.source === "override"));
  const line = (row) => el("tr", {}, el("td", {}, dayWord(row.from)), el("td", {}, seatNames(row)));
  return rotaTable("From each day on", ["From", "On support"], rows.map(line));
}

export function fairnessTable({ fairness: shares, people }) {
  const line = (share) =>
    el(
      "tr",
      {},
      el("td", {}, people[share.person_id] ?? share.person_id),
      el("td", {}, share.weeks_served),
      el("td", {}, share.weeks_planned),
      el("td", {}, `${share.holiday_days}${share.repeated_holidays ? " (again)" : ""}`),
      el("td", {}, share.cover_owed || ""),
    );
  const heads = ["", "Weeks, last year", "Weeks, next year", "Holiday days", "Cover owed"];
  return rotaTable("Who did, and will do, how much", heads, shares.map(line));
}

function rotaTable(caption, heads, lines) {
  return el(
    "table",
    { class: "sh-table" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, lines),
  );
}

function seatNames(row) {
  const name = (seat) => (seat ? seat.name + (seat.source === "override" ? " (swap or cover)" : "") : "nobody");
  return row.seats.map(name).join(", ");
}
