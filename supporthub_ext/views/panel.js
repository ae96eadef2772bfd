// The ticket in hand: what it wants, what was said, and below it the forms. A refresh replaces what is read, never
// what is being written.
import { Composer } from "./composer.js";
import { conversation } from "./conversation.js";
import { button, el, listen, problemBand, widget } from "./dom.js";
import { about, derivation, history } from "./story.js";
import { team } from "./team.js";
import { TicketHead } from "./tickethead.js";
import { hearTime } from "./words.js";

const CLOCK_EVERY = 15_000;
const TABS = [
  ["said", "Conversation"],
  ["team", "Team"],
  ["why", "Why this step"],
  ["done", "What we did"],
  ["about", "About"],
];

const LINE_CUT = {
  message: "The kernel has ended, so nothing was sent.",
  what_to_do: "Copy what you typed last, then run the cell again. Saved drafts are safe.",
};

let panels = 0;

class PanelView {
  constructor(model, root) {
    this.model = model;
    this.prefix = `sh-panel-${++panels}-`;
    this.answer = null;
    this.tab = "said";
    this.takeFocus = false;
    this.send = (type, content = {}) => this.sendOrSay({ type, ...content });
    this.composer = new Composer(this.send);
    this.build(root);
  }

  // The line to a kernel that has ended is cut. Say so where somebody pressed or typed.
  sendOrSay(message) {
    try {
      this.model.send(message);
    } catch {
      const { form } = this.composer;
      if (form) this.composer.onRefused({ action: form.action, problem: LINE_CUT });
      else (this.answer ? this.trouble : this.empty).replaceChildren(problemBand(LINE_CUT));
    }
  }

  // -- building once ------------------------------------------------------------------------------------------

  build(root) {
    this.head = new TicketHead((action, given) => this.composer.openAction(action, given));
    this.trouble = el("div", {});
    this.tabs = Object.fromEntries(TABS.map(([name, title]) => [name, this.tabButton(name, title)]));
    this.list = el("div", { class: "sh-tabs", role: "tablist", "aria-label": "About this ticket" });
    this.list.append(...Object.values(this.tabs));
    this.list.addEventListener("keydown", (event) => this.tabKey(event));
    this.atEnd = true; // whether the newest entry of the conversation is in sight
    this.page = el("div", { class: "sh-page", role: "tabpanel", tabindex: "0", id: `${this.prefix}page` });
    this.whole = el("div", { class: "sh-whole" }, this.head.root, this.trouble, this.list, this.page, this.composer.root);
    this.empty = el("div", { class: "sh-calm" });
    this.section = el("section", { class: "sh-panel", "aria-label": "Ticket" }, this.whole, this.empty);
    this.section.addEventListener("keydown", (event) => this.key(event));
    this.page.addEventListener("scroll", () => this.noteEnd(), { passive: true });
    root.append(this.section);
    this.showEmpty("Choose a ticket to see what it needs.");
  }

  tabButton(name, title) {
    const attributes = { type: "button", role: "tab", id: `${this.prefix}${name}`, "aria-controls": `${this.prefix}page` };
    return el("button", { ...attributes, onclick: () => this.showTab(name) }, title);
  }

  showEmpty(text) {
    this.whole.hidden = true;
    this.empty.hidden = false;
    this.empty.replaceChildren(el("p", {}, text), el("span", {}, "Arrow keys move in the queue, Enter opens."));
  }

  // -- hearing the kernel -------------------------------------------------------------------------------------

  onOpening({ ticket_id, focus }) {
    this.takeFocus = focus;
    this.composer.leave();
    this.answer = null;
    this.tab = "said";
    this.showEmpty(`Opening ticket ${ticket_id} …`);
  }

  onTicket(answer) {
    const another = this.answer?.ticket.ticket_id !== answer.ticket.ticket_id;
    const focused = this.section.contains(document.activeElement);
    this.answer = answer;
    hearTime(answer.now);
    this.empty.hidden = true;
    this.whole.hidden = false;
    this.trouble.replaceChildren();
    this.composer.setTicket(answer, another);
    this.head.draw(answer);
    this.drawPage(another);
    if (another) this.section.scrollIntoView({ block: "nearest" }); // on a narrow page it stands below the queue
    if (another && this.takeFocus) this.composer.takeFocus();
    // What had the keyboard may have been drawn anew: it stays in the panel, where Escape is heard.
    if (focused && !this.section.contains(document.activeElement)) this.page.focus({ preventScroll: true });
  }

  onProblem({ problem }) {
    const again = button("Try again", () => this.send("again"));
    if (this.answer) this.trouble.replaceChildren(problemBand(problem, again));
    else this.empty.replaceChildren(problemBand(problem, again));
  }

  mine(content, then) {
    if (content.ticket_id === this.answer?.ticket.ticket_id) then.call(this.composer, content);
  }

  // -- the pages ------------------------------------------------------------------------------------------------

  showTab(name) {
    this.tab = name;
    this.drawPage(true);
  }

  drawPage(fresh) {
    const { answer, page } = this;
    const scroll = page.scrollTop;
    const opened = [...page.querySelectorAll("details")].map((one) => one.open);
    for (const [name, tab] of Object.entries(this.tabs)) this.markTab(name, tab);
    page.setAttribute("aria-labelledby", this.prefix + this.tab);
    page.replaceChildren(...this.content(answer).filter(Boolean));
    if (fresh) page.scrollTop = this.tab === "said" ? page.scrollHeight : 0;
    else {
      page.querySelectorAll("details").forEach((one, place) => (one.open = opened[place] ?? false));
      page.scrollTop = scroll;
      this.keepEnd();
    }
  }

  noteEnd() {
    this.atEnd = this.page.scrollHeight - this.page.scrollTop - this.page.clientHeight < 8;
  }

  // A form that opens below must not push the newest entry out of sight.
  keepEnd() {
    if (this.tab === "said" && this.atEnd) this.page.scrollTop = this.page.scrollHeight;
  }

  markTab(name, tab) {
    const { conversation: said, plans, thread, issue } = this.answer;
    const talk = (thread?.messages.length ?? 0) + (issue?.comments.length ?? 0);
    const count = { said: said.length, team: talk, done: plans.length }[name];
    tab.textContent = TABS.find(([one]) => one === name)[1] + (count ? ` (${count})` : "");
    tab.setAttribute("aria-selected", name === this.tab);
    tab.tabIndex = name === this.tab ? 0 : -1;
  }

  content(answer) {
    if (this.tab === "why") return derivation(answer, (action) => this.composer.openAction(action));
    if (this.tab === "team") return team(answer);
    if (this.tab === "about") return about(answer, (ticket_id) => this.send("open", { ticket_id }));
    if (this.tab === "said") return conversation(answer.conversation, this.composer.seenUntil());
    const nameOf = (action) => this.composer.verb(action);
    return history(answer.plans, nameOf, (plan) => this.composer.goOn(plan));
  }

  // -- hands ----------------------------------------------------------------------------------------------------

  tabKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const names = TABS.map(([name]) => name);
    this.showTab(names[(names.indexOf(this.tab) + by + names.length) % names.length]);
    this.tabs[this.tab].focus();
    event.preventDefault();
  }

  key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.composer.back()) this.send("leave");
  }
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-panel-root");
  const view = new PanelView(model, root);
  const stop = listen(model, {
    opening: (content) => view.onOpening(content),
    ticket: (content) => view.onTicket(content),
    problem: (content) => view.onProblem(content),
    focus: () => view.composer.takeFocus(),
    plan: (content) => view.mine(content, view.composer.onPlan),
    refused: (content) => view.mine(content, view.composer.onRefused),
    draft: (content) => view.mine(content, view.composer.onDraft),
    engineers: (content) => view.mine(content, view.composer.onEngineers),
  }, early);
  const ticking = setInterval(() => view.head.drawClock(), CLOCK_EVERY);
  const resized = new ResizeObserver(() => view.keepEnd());
  resized.observe(view.page);
  return () => {
    stop();
    resized.disconnect();
    clearInterval(ticking);
  };
}

export default widget(render);
