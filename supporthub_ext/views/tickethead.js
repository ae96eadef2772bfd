// The head of a ticket: which one it is, what it needs and by when, whose event is on, and whether its writer may ask.
import { button, el, link } from "./dom.js";
import { BALL_WORDS, IMPACT_WORDS, STEP_VERBS, dueClock, eventWords, hubName, when } from "./words.js";

export class TicketHead {
  // `open` is told an action and what stands in its form.
  constructor(open) {
    this.open = open;
    this.root = el("div", { class: "sh-panel-head" });
  }

  draw(answer) {
    this.answer = answer;
    const { ticket } = answer;
    const from = [ticket.requester ?? "Unknown requester", ticket.community ?? "No community", hubName(ticket.hub)];
    const line = `#${ticket.ticket_id} · ${from.filter(Boolean).join(" · ")}`;
    this.root.replaceChildren(
      el("h3", {}, ticket.subject || "(no subject)"),
      el("p", { class: "sh-from" }, line, el("span", { class: "sh-places" }, places(ticket.links ?? {}))),
      this.nextStep(ticket),
      ...[hubEvent(ticket), this.whoMayAsk(answer)].filter(Boolean),
    );
    this.drawClock();
  }

  nextStep(ticket) {
    this.clock = el("span", { class: "sh-clock" });
    const kind = `${BALL_WORDS[ticket.ball] ?? ticket.ball} · ${IMPACT_WORDS[ticket.impact] ?? ticket.impact}`;
    this.next = el(
      "div",
      { class: "sh-next" },
      el("div", {}, el("strong", {}, STEP_VERBS[ticket.next_step] ?? ticket.next_step), " ", this.clock),
      el("div", { class: "sh-reason" }, ticket.reason ?? ""),
      onIt(this.answer),
      el("div", { class: "sh-kind" }, kind),
    );
    return this.next;
  }

  // Only representatives of a community start requests; nothing is said where nobody knows.
  whoMayAsk({ ticket, representative, suggested }) {
    if (representative?.is_one !== false) return null;
    const given = { text: suggested.who_may_ask, copy: representative.representatives.map((one) => one.mail) };
    const invite = given.text && button("Ask them in", () => this.open("reply", given), { class: "sh-button sh-quiet" });
    const names = representative.representatives.map((one) => one.name).join(", ");
    const text = `Not a representative of ${ticket.community}: ${names} may ask. `;
    return el("div", { class: "sh-aside" }, el("span", {}, text, link(representative.page, "Who may ask ↗")), invite);
  }

  drawClock() {
    if (!this.answer) return;
    const { ticket } = this.answer;
    const { text, tone } = dueClock(ticket);
    this.clock.textContent = ticket.due_at ? `${text}, ${when(ticket.due_at)}` : text;
    this.next.dataset.tone = tone;
  }
}

function places({ ticket, thread, issue }) {
  return [link(ticket, "FreshDesk ↗"), link(thread, "Slack ↗"), link(issue, "Issue ↗")];
}

// Somebody else has this ticket in hand just now.
function onIt({ ticket: { claim }, you }) {
  if (!claim || claim.person_id === you?.person_id) return null;
  return el("div", { class: "sh-onit" }, `${claim.name ?? claim.person_id} is on it, until ${when(claim.until)}`);
}

function hubEvent({ event }) {
  const words = eventWords(event);
  if (!words) return null;
  const badge = el("span", { class: "sh-badge", "data-tone": words.on ? "soon" : "calm" }, words.short);
  return el("div", { class: "sh-aside" }, el("span", {}, badge, ` This hub’s event, ${words.text}`));
}
