// The cells of a row.
import { el } from "./dom.js";
import { BALL_WORDS, IMPACT_SHORT, STEP_VERBS, dueClock, eventWords, hubName, moment, when } from "./words.js";

export function cells(row, you) {
  return [
    cell("due", el("span", { class: "sh-clock" }), el("span", { title: moment(row.due_at) }, when(row.due_at))),
    cell("step", STEP_VERBS[row.next_step] ?? row.next_step, el("span", { title: row.reason }, row.because)),
    cell("ticket", el("span", { title: row.subject }, row.subject || "(no subject)"), ticketLine(row, you)),
    cell("where", row.community ?? "No community", hubName(row.hub)),
    cell("impact", impactMark(row.impact), BALL_WORDS[row.ball] ?? row.ball),
  ];
}

function cell(name, first, second) {
  const attributes = { role: "gridcell", class: `sh-cell sh-${name}` };
  return el("div", attributes, el("div", { class: "sh-first" }, first), el("div", { class: "sh-second" }, second));
}

function ticketLine(row, you) {
  const place = el("span", { class: "sh-near" }, ` · ${row.community ?? "No community"}`);
  return [`#${row.ticket_id} · ${row.requester ?? "Unknown requester"}`, onIt(row, you), eventNow(row), place]; // what can be cut comes last
}

function eventNow({ event }) {
  const words = eventWords(event);
  return words?.on ? el("span", { class: "sh-event", title: words.text }, ` · ${words.short}`) : null;
}

function onIt({ claim }, you) {
  if (!claim) return null;
  const who = claim.person_id === you?.person_id ? "you are" : `${claim.name ?? claim.person_id} is`;
  return el("span", { class: "sh-onit" }, ` · ${who} on it`);
}

// That nobody has judged it yet is said by the next step, not by every row.
function impactMark(impact) {
  if (impact === "unknown") return el("span", { title: "Impact unknown" }, "–");
  return el("span", { class: `sh-mark sh-mark-${impact}` }, IMPACT_SHORT[impact] ?? impact);
}

// What the clock says now, in words and in a tone.
export function drawClock(node, row) {
  const { text, tone } = dueClock(row);
  const clock = node.querySelector(".sh-clock");
  if (clock.textContent !== text) clock.textContent = text;
  node.dataset.tone = tone;
}
