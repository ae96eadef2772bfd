// Below several tickets: the buttons that do the same with each of them, and how many came how far.
import { button, el } from "./dom.js";

const COUNTED = [
  ["done", "done"],
  ["running", "under way"],
  ["stopped", "stopped: see there"],
  ["kept", "held back: see there"],
];

export class BatchFoot {
  // `end` is called when everything is done and the steward has seen it.
  constructor(end) {
    this.end = end;
    this.status = el("span", { class: "sh-saved", role: "status" });
    this.buttons = el("span", { class: "sh-actions" });
    this.root = el("footer", { class: "sh-batchfoot" }, this.buttons, this.status);
  }

  draw(cards, verb) {
    const of = (state) => cards.filter((card) => card.state === state);
    const [writing, busy, shown, held] = [of("writing"), of("busy"), of("shown"), of("held")];
    const undo = held.length ? button("Undo all", () => held.forEach((card) => card.composer.planned.hands.cancel())) : null;
    const preview = writing.length ? primary(`Preview ${each(writing)}`, () => writing.forEach((card) => card.composer.preview())) : null;
    const ready = shown.length && !writing.length && !busy.length; // one press for all: none of them is still looked at
    const send = ready ? primary(promise(verb, shown), () => shown.forEach((card) => card.composer.planned.hands.run())) : null;
    const over = of("done").length === cards.length ? primary("Close", this.end) : null;
    this.buttons.replaceChildren(...[undo, preview, send, over].filter(Boolean));
    const counts = COUNTED.map(([state, words]) => [of(state).length, words]).filter(([many]) => many);
    const looking = busy.length ? ["Looking once more …"] : [];
    this.status.textContent = [...looking, ...counts.map(([many, words]) => `${many} ${words}`)].join(" · ");
  }
}

function primary(words, press) {
  return button(words, press, { class: "sh-button sh-primary" });
}

function each(cards) {
  return cards.length === 1 ? "it" : `all ${cards.length}`;
}

// The button says what it does, and to whom.
function promise(verb, cards) {
  const names = [...new Set(cards.map((card) => card.recipient))];
  const listed = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
  return `${verb}: ${listed}`;
}
