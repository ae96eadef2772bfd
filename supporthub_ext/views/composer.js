// Below the conversation: the buttons, then a form, then what it is going to do, then what it did.
import { ActionBar } from "./actionbar.js";
import { button, el, problemBand } from "./dom.js";
import { FormSheet } from "./formsheet.js";
import { PlanSheet } from "./plansheet.js";

const MOVED = ["ticket_changed", "conflict"]; // somebody was faster

export class Composer {
  // `tell` sends to the kernel. `closed` is called when a form is put away; by default the buttons come back.
  constructor(tell, closed) {
    this.tell = tell;
    this.closed = closed ?? (() => this.showActions());
    this.root = el("div", { class: "sh-composer" });
    this.bar = new ActionBar((action) => this.openAction(action), (plan) => this.goOn(plan), (action) => this.verb(action));
    this.forms = [];
    this.leave();
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  // -- where it stands ------------------------------------------------------------------------------------------

  get plan() {
    return this.mode === "plan" ? this.planned.plan : null;
  }

  leave() {
    this.sheet?.saveNow();
    if (this.form) this.claim(false);
    this.planned?.leave();
    Object.assign(this, { mode: "actions", form: null, sheet: null, planned: null, drawn: null, seen: null, busy: false, again: false });
    this.root.replaceChildren();
  }

  setTicket(answer, another) {
    if (another) {
      this.leave();
      this.bar.fold();
      this.thrown = null;
    }
    Object.assign(this, { answer, forms: answer.forms });
    this.unread = false;
    if (this.mode === "actions") this.drawActions();
    else if (this.mode === "form") this.drawMoved();
    if (this.again) this.previewAnew();
  }

  // While somebody writes, what came in since they began is marked as new.
  seenUntil() {
    return this.mode === "actions" ? null : this.seen;
  }

  verb(action) {
    return this.forms.find((form) => form.action === action)?.verb ?? action.replaceAll("_", " ");
  }

  get ticketId() {
    return this.answer.ticket.ticket_id; // null for what is about no ticket
  }

  send(type, content = {}) {
    this.tell(type, { ticket_id: this.ticketId, action: this.form.action, ...content });
  }

  // A word to the other steward, for as long as a form is open.
  claim(on) {
    if (this.ticketId !== null) this.send("claim", { on });
  }

  takeFocus() {
    if (this.mode === "actions") this.bar.takeFocus();
    else this.root.querySelector("button")?.focus();
  }

  // Escape: one step back. Answers whether there was one.
  back() {
    if (["shown", "cancelled"].includes(this.plan?.state)) this.openForm(this.form);
    else if (this.mode === "form" || this.plan?.state === "done") this.close();
    else return false;
    return true;
  }

  close() {
    this.leave();
    this.closed();
  }

  showActions() {
    this.drawActions();
    this.takeFocus();
  }

  drawActions() {
    if (this.bar.root.parentElement !== this.root) this.show([this.thrown && this.thrownAway(this.thrown), this.bar.root]);
    this.bar.draw(this.answer);
  }

  // What was thrown away by mistake comes back, until something else is begun.
  thrownAway({ form, fields }) {
    const undo = button("Undo", () => this.openForm(form, fields));
    return el("div", { class: "sh-moved", role: "status" }, el("span", {}, `${form.verb}: thrown away.`), undo);
  }

  show(parts) {
    const [wanted, shown] = [parts.filter(Boolean), this.root.children];
    if (wanted.length === shown.length && wanted.every((part, place) => part === shown[place])) return; // keeps the focus
    const focused = this.root.contains(document.activeElement);
    this.root.replaceChildren(...wanted);
    if (focused && !this.root.contains(document.activeElement)) this.root.querySelector("h4")?.focus();
  }

  setBusy(words) {
    this.busy = true;
    if (this.root.contains(document.activeElement)) this.root.querySelector("h4").focus(); // a disabled button loses it
    for (const one of this.root.querySelectorAll("button")) one.disabled = true;
    (this.planned ?? this.sheet).status.textContent = words;
  }

  setFree() {
    if (!this.busy) return;
    this.busy = false;
    for (const one of this.root.querySelectorAll("button")) one.disabled = false;
    if (this.sheet) this.sheet.status.textContent = "";
  }

  // -- the form -------------------------------------------------------------------------------------------------

  // Another form, or the same with `given` fields, begins afresh; back from its preview it is as it was left.
  openForm(form, given = null) {
    const same = this.sheet?.form.action === form.action && !given;
    if (!same) this.sheet?.saveNow();
    if (this.mode === "actions") this.seen = this.answer.ticket.updated_at;
    this.planned?.leave();
    Object.assign(this, { mode: "form", form, planned: null, drawn: null, thrown: null });
    if (!same) this.sheet = this.newSheet(form, given);
    this.show(this.sheet.parts);
    this.setFree();
    this.drawMoved();
    if (form.entries.some((entry) => entry.kind === "engineer")) this.send("engineers");
    this.claim(true);
    this.sheet.focus();
  }

  newSheet(form, given) {
    const draft = given ? null : this.answer.drafts[form.action];
    return new FormSheet(form, given ?? draft?.fields ?? {}, draft?.saved_at, {
      preview: () => this.preview(),
      discard: () => this.discard(),
      save: (fields) => this.save(fields),
    });
  }

  // A form by its action, such as the one that mends a mismatch.
  openAction(action, given) {
    const form = this.forms.find((one) => one.action === action);
    const sending = ["held", "running"].includes(this.plan?.state);
    if (form && !sending) this.openForm(form, given);
  }

  onEngineers({ engineers }) {
    for (const field of this.sheet?.fields ?? []) field.setEngineers(engineers);
  }

  save(fields) {
    if (this.ticketId === null) return; // only a ticket's forms have drafts
    this.answer.drafts[this.form.action] = { fields, saved_at: null };
    this.send("draft", { fields });
  }

  onDraft({ action, ...saved }) {
    if (this.mode === "form" && action === this.form.action) this.sheet.onSaved(saved);
  }

  discard() {
    const [form, fields] = [this.form, this.sheet.values()];
    this.sheet.forget();
    delete this.answer.drafts[this.form.action];
    if (this.ticketId !== null) this.send("discard");
    this.thrown = Object.keys(fields).length ? { form, fields } : null;
    this.close();
  }

  // The ticket moved while somebody was writing.
  drawMoved() {
    if (this.seen === this.answer.ticket.updated_at) return this.sheet.moved.replaceChildren();
    const text = "The ticket changed since you began. What is new is marked in the conversation.";
    const read = button("I have read it", () => this.haveRead());
    return this.sheet.moved.replaceChildren(el("div", { class: "sh-moved", role: "status" }, el("span", {}, text), read));
  }

  haveRead() {
    this.seen = this.answer.ticket.updated_at;
    this.drawMoved();
  }

  // -- preview --------------------------------------------------------------------------------------------------

  preview(release = {}) {
    if (!this.sheet.complete()) return;
    this.sheet.trouble.replaceChildren();
    this.sheet.saveNow();
    this.setBusy("Looking once more …");
    this.send("preview", { fields: this.sheet.values(), seen: this.seen, release });
  }

  onRefused({ action, problem }) {
    if (this.form?.action !== action) return;
    if (this.mode === "plan" && !MOVED.includes(problem.code)) {
      this.drawPlan();
      this.planned.say(this.refusal(problem));
      return;
    }
    if (this.mode === "plan") this.openForm(this.form);
    this.setFree();
    this.unread = MOVED.includes(problem.code); // it is being read once more
    if (!this.sheet.blame(problem)) this.sheet.trouble.replaceChildren(this.refusal(problem));
  }

  refusal(problem) {
    const changes = (problem.changes ?? []).map((change) => el("li", {}, change));
    const open = this.answer.plans.find((plan) => plan.id === problem.plan_id);
    return problemBand(
      problem,
      changes.length ? el("ul", { class: "sh-changes" }, changes) : null,
      open ? button("Look at it", () => this.goOn(open)) : null,
      MOVED.includes(problem.code) ? button("I have read it: preview again", () => this.previewAnew()) : null,
    );
  }

  // Whoever is quicker than the ticket's new state waits for it.
  previewAnew() {
    this.again = this.unread;
    if (this.again) {
      this.setBusy("Looking once more …");
      return;
    }
    this.haveRead();
    this.preview();
  }

  // -- the plan: shown, running, done -----------------------------------------------------------------------------

  // A plan that is half done; its form may be gone.
  goOn(plan) {
    if (this.form?.action !== plan.action) this.sheet = null;
    this.form = this.forms.find((one) => one.action === plan.action) ?? { action: plan.action, verb: this.verb(plan.action), entries: [] };
    this.onPlan({ action: plan.action, plan, promise: "Go on" });
  }

  onPlan({ action, plan, promise, hold_s }) {
    if (this.form?.action !== action) return;
    if (plan.state === "cancelled" && this.sheet) {
      if (this.plan?.id === plan.id) this.openForm(this.form); // else it is told twice, and the next is on its way
      return;
    }
    if (hold_s) this.sendsAt = Date.now() + hold_s * 1000;
    const drawn = JSON.stringify(plan);
    if (drawn === this.drawn) return;
    const fresh = this.mode !== "plan";
    Object.assign(this, { mode: "plan", drawn });
    this.drawPlan({ plan, promise });
    if (fresh) this.root.querySelector("h4").focus();
  }

  drawPlan({ plan, promise } = this.planned) {
    this.planned?.leave();
    this.setFree(); // the form is kept for the way back
    const { id, state } = plan;
    this.planned = new PlanSheet(this.form.verb, plan, promise, this.sendsAt, {
      run: () => this.ask("run", "Looking once more …", { plan_id: id, hold: this.form.hold === true && state === "shown" }),
      cancel: () => this.ask("cancel", "", { plan_id: id }),
      byHand: (step_id, link) => this.ask("by_hand", "Asking whether it is there …", { plan_id: id, step_id, link }),
      release: (released) => this.preview(released),
      back: () => this.back(),
      close: () => this.close(),
    });
    this.show(this.planned.parts);
    this.root.querySelector(".sh-problem")?.scrollIntoView({ block: "nearest" });
  }

  ask(type, words, content) {
    this.setBusy(words);
    this.send(type, content);
  }

  // -- keys -----------------------------------------------------------------------------------------------------

  // Control and Enter in a field: preview. It never sends.
  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || this.mode !== "form") return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.busy) this.preview();
  }
}
