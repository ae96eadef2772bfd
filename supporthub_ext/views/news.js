// What is on beside the tickets: events of hubs, and questions that wait in the public channel.
import { button, el, link } from "./dom.js";
import { dayWord } from "./words.js";

const SOON_SHOWN = 2;

// `answer` is told the link of the question that waited longest.
export function news({ events_now: now = [], events_soon: soon = [], hub_support: asked = [] }, answer) {
  return [
    ...now.map((event) => newsLine("soon", "Event now", event.title)),
    ...soon.slice(0, SOON_SHOWN).map((event) => newsLine("calm", dayWord(event.starts_at.slice(0, 10)), event.title)),
    asked.length ? questions(asked, answer) : null,
  ].filter(Boolean);
}

function questions(asked, answer) {
  const [oldest] = asked;
  const late = asked.some((one) => one.overdue);
  const words = asked.length === 1 ? "1 question waits in public" : `${asked.length} questions wait in public`;
  const press = button("Answer", () => answer(oldest.link), { class: "sh-button sh-quiet" });
  return newsLine(late ? "late" : "calm", words, [`“${oldest.text_start}” `, link(oldest.link, "Slack ↗"), press]);
}

function newsLine(tone, first, rest) {
  return el("span", {}, badge(tone, first), " ", rest);
}

export function badge(tone, text) {
  return el("span", { class: "sh-badge", "data-tone": tone }, text);
}
