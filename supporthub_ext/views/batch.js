// Several tickets in hand: the same action for each, with a form, a preview and a result of its own for every one.
import { Card } from "./batchcard.js";
import { BatchFoot } from "./batchfoot.js";
import { button, el, listen, problemBand, sheetTitle, widget } from "./dom.js";
import { FormField } from "./fields.js";
import { hearTime } from "./words.js";

class BatchView {
  constructor(model, root) {
    this.send = (type, content = {}) => model.send({ type, ...content });
    this.cards = [];
    this.form = null;
    this.head = el("div", { class: "sh-batchhead" });
    this.trouble = el("div", {});
    this.list = el("div", { class: "sh-cards" });
    this.foot = new BatchFoot(() => this.leave(true));
    const parts = [this.head, this.trouble, this.list, this.foot.root];
    this.section = el("section", { class: "sh-batch", "aria-label": "Several tickets" }, parts);
    this.section.addEventListener("click", () => setTimeout(() => this.drawFoot()));
    this.section.addEventListener("keydown", (event) => this.key(event));
    root.append(this.section);
  }

  // -- hearing the kernel -------------------------------------------------------------------------------------

  onReading({ done, all }) {
    this.end();
    this.head.replaceChildren(sheetTitle(`Reading ${all} tickets`, `${done} of ${all} …`));
  }

  onTickets({ now, answers }) {
    hearTime(now);
    this.end();
    this.cards = answers.map((answer) => new Card(answer, this.send, (card) => this.leaveOut(card)));
    this.drawChoice();
    this.section.querySelector("h4").focus();
  }

  onTicket(answer) {
    this.cards.find((card) => card.id === answer.ticket.ticket_id)?.composer.setTicket(answer, false);
    this.drawFoot();
  }

  onProblem({ problem }) {
    this.trouble.replaceChildren(problemBand(problem, button("Try again", () => this.send("again"))));
  }

  // What is about one ticket goes to its card.
  pass(name) {
    return (content) => {
      const composer = this.cards.find((card) => card.id === content.ticket_id)?.composer;
      composer?.[name](content);
      this.drawFoot();
    };
  }

  // -- which action -------------------------------------------------------------------------------------------

  drawChoice() {
    const forms = together(this.cards.map((card) => card.answer));
    const press = (form) => button(form.verb, () => this.start(form), { class: "sh-button", "data-action": form.action });
    const back = button("Back to one ticket", () => this.leave(), { class: "sh-button sh-quiet" });
    this.trouble.replaceChildren();
    this.title = sheetTitle(this.manyWords(), "Each is previewed, sent and answered for by itself.");
    this.head.replaceChildren(
      this.title,
      el("div", { class: "sh-actions" }, forms.map(press), back),
    );
    this.list.replaceChildren(...this.cards.map((card) => card.head));
    this.drawFoot();
  }

  manyWords() {
    return this.cards.length === 1 ? "1 ticket" : `${this.cards.length} tickets together`;
  }

  start(form) {
    this.form = form;
    for (const one of this.head.querySelectorAll("[data-action]")) one.setAttribute("aria-pressed", one.dataset.action === form.action);
    for (const card of this.cards) card.composer.openAction(form.action);
    this.list.replaceChildren(this.shared(form), ...this.cards.map((card) => card.root));
    for (const card of this.cards) card.root.prepend(card.head);
    this.drawFoot();
    this.section.querySelector("h4").focus();
  }

  // Fields to fill in once for all; what is left empty here stays as it is there.
  shared(form) {
    const fields = form.entries.map((entry) => new FormField({ ...entry, required: false, drafts: [] }, null, () => {}));
    const roots = fields.map((field) => field.root);
    const put = button("Put it into each", () => this.putIntoEach(fields));
    return el("details", { class: "sh-card" }, el("summary", {}, "The same for all"), roots, put);
  }

  putIntoEach(fields) {
    const pairs = fields.map(({ entry, value }) => [entry.name, entry.kind === "news" ? (value ?? "") : value]);
    const given = Object.fromEntries(pairs.filter(([, value]) => value !== null));
    for (const { composer } of this.cards.filter((card) => card.state === "writing")) {
      composer.openForm(composer.form, { ...composer.sheet.values(), ...given });
    }
    this.section.querySelector("h4").focus();
  }

  // -- one less, or the end ------------------------------------------------------------------------------------

  leaveOut(card) {
    card.leave();
    card.root.remove();
    card.head.remove();
    this.cards = this.cards.filter((one) => one !== card);
    if (!this.cards.length) {
      this.leave(true);
      return;
    }
    const heading = this.title.querySelector("h4");
    heading.textContent = this.manyWords();
    heading.focus();
    this.drawFoot();
  }

  end() {
    this.cards.forEach((card) => card.leave());
    this.cards = [];
    this.form = null;
    for (const part of [this.head, this.trouble, this.list]) part.replaceChildren();
    this.drawFoot();
  }

  // `done`: nothing is left to do with them.
  leave(done = false) {
    this.end();
    this.send("leave", { done });
  }

  drawFoot() {
    this.foot.root.hidden = !this.form || !this.cards.length;
    this.foot.draw(this.cards, this.form?.verb);
  }

  key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  }
}

// The actions that all of these tickets offer.
function together(answers) {
  const offeredBy = (answer, form) => answer.forms.some((one) => one.together && one.action === form.action);
  const forms = answers[0]?.forms.filter((form) => form.together) ?? [];
  return forms.filter((form) => answers.every((answer) => offeredBy(answer, form)));
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-panel-root");
  const view = new BatchView(model, root);
  view.drawFoot();
  return listen(model, {
    reading: (content) => view.onReading(content),
    tickets: (content) => view.onTickets(content),
    ticket: (content) => view.onTicket(content),
    problem: (content) => view.onProblem(content),
    plan: view.pass("onPlan"),
    refused: view.pass("onRefused"),
    draft: view.pass("onDraft"),
  }, early);
}

export default widget(render);
