// One ticket of several: which it is, and its form, its preview or what came of it.
import { Composer } from "./composer.js";
import { button, el } from "./dom.js";
import { heldBack } from "./planview.js";

export class Card {
  // `send` tells the kernel; `leaveOut` is told when this ticket is not to be worked on with the others.
  constructor(answer, send, leaveOut) {
    this.answer = answer;
    this.composer = new Composer(send, () => leaveOut(this));
    this.composer.setTicket(answer, false);
    const { ticket } = answer;
    const who = `#${ticket.ticket_id} · ${ticket.requester ?? "Unknown requester"} · ${ticket.community ?? "No community"}`;
    const title = el("div", {}, el("strong", {}, ticket.subject || "(no subject)"), el("div", { class: "sh-kind" }, who));
    const leave = button("Leave out", () => leaveOut(this), { class: "sh-button sh-quiet", "aria-label": `Leave ticket ${ticket.ticket_id} out` });
    this.head = el("header", { class: "sh-cardhead" }, title, leave);
    this.root = el("article", { class: "sh-card", "data-ticket": ticket.ticket_id, "aria-label": `Ticket ${ticket.ticket_id}` }, this.head, this.composer.root);
  }

  get id() {
    return this.answer.ticket.ticket_id;
  }

  get recipient() {
    return this.answer.ticket.requester ?? `ticket ${this.id}`;
  }

  // writing, busy, shown, kept (a check holds it back), held, running, stopped, done or cancelled
  get state() {
    const { plan, busy } = this.composer;
    if (busy) return "busy";
    if (!plan) return "writing";
    return plan.state === "shown" && heldBack(plan) ? "kept" : plan.state;
  }

  // What was written stays as a draft.
  leave() {
    this.composer.leave();
  }
}
