// Below the conversation: the buttons, then a form, then what it is going to do, then what it did. What is typed goes
// to the server as a draft, so nothing that happens here can lose it.
import { button, el, problemBand } from "./dom.js";
import { FormField } from "./fields.js";
import { checks, heldBack, progress, steps } from "./planview.js";
import { when } from "./words.js";

const SAVE_AFTER = 600;
const MOVED = ["ticket_changed", "conflict"]; // somebody was faster

export class Composer {
  constructor(send) {
    this.tell = send;
    this.root = el("div", { class: "sh-composer" });
    this.forms = [];
    this.leave();
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  // -- where it stands ------------------------------------------------------------------------------------------

  leave() {
    this.saveNow();
    if (this.form) this.claim(false);
    clearInterval(this.counting);
    Object.assign(this, { mode: "actions", form: null, fields: [], plan: null, seen: null, drawn: null, busy: false });
    this.root.replaceChildren();
  }

  setTicket(answer, another) {
    if (another) this.leave();
    Object.assign(this, { answer, forms: answer.forms });
    if (this.mode === "actions") this.drawActions();
    else if (this.mode === "form") this.drawMoved();
  }

  // While somebody writes, what came in since they began is marked as new.
  seenUntil() {
    return this.mode === "actions" ? null : this.seen;
  }

  verb(action) {
    return this.forms.find((form) => form.action === action)?.verb ?? action.replaceAll("_", " ");
  }

  send(type, content = {}) {
    this.tell(type, { ticket_id: this.answer.ticket.ticket_id, action: this.form.action, ...content });
  }

  // A word to the other steward, for as long as a form is open.
  claim(on) {
    if (this.answer.ticket.ticket_id !== null) this.send("claim", { on });
  }

  takeFocus() {
    this.root.querySelector("button")?.focus();
  }

  // Escape: one step back. Answers whether there was one.
  back() {
    if (this.mode === "plan" && ["shown", "cancelled"].includes(this.plan.state)) this.openForm(this.form);
    else if (this.mode === "form" || this.plan?.state === "done") this.close();
    else return false;
    return true;
  }

  onEngineers({ engineers }) {
    for (const field of this.fields) field.setEngineers(engineers);
  }

  close() {
    this.leave();
    this.drawActions();
    this.takeFocus();
  }

  show(...children) {
    const focused = this.root.contains(document.activeElement);
    this.root.replaceChildren(...children.filter(Boolean));
    if (focused && !this.root.contains(document.activeElement)) this.root.querySelector("h4")?.focus();
  }

  // -- the buttons ----------------------------------------------------------------------------------------------

  drawActions() {
    const { drafts, plans } = this.answer;
    const focused = document.activeElement?.dataset?.action;
    const press = (form, place) =>
      button(form.verb + (drafts[form.action] ? " (draft)" : ""), () => this.openForm(form), {
        class: `sh-button${place ? "" : " sh-primary"}`,
        "data-action": form.action,
      });
    const half = plans.find((plan) => ["held", "running", "stopped"].includes(plan.state));
    const [shown, more] = [this.forms.filter((form) => !form.more), this.forms.filter((form) => form.more)];
    const row = el("div", { class: "sh-actions" }, shown.map(press), more.length ? this.moreButton() : null);
    const rest = el("div", { class: "sh-actions sh-more", hidden: !this.unfolded }, more.map((form) => press(form, 1)));
    this.show(half && this.halfWay(half), row, rest);
    if (focused) this.root.querySelector(`[data-action="${focused}"]`)?.focus();
  }

  moreButton() {
    const press = () => {
      this.unfolded = !this.unfolded;
      this.drawActions();
    };
    const words = this.unfolded ? "Less" : "More …";
    return button(words, press, { class: "sh-button sh-quiet", "aria-expanded": String(Boolean(this.unfolded)), "data-action": "more" });
  }

  halfWay(plan) {
    const text = `${this.verb(plan.action)}: ${progress(plan)}`;
    return el("div", { class: "sh-moved" }, el("span", {}, text), button("Look at it", () => this.goOn(plan)));
  }

  // -- the form -------------------------------------------------------------------------------------------------

  openForm(form, given = null) {
    const kept = given ?? (this.mode === "actions" ? (this.answer.drafts[form.action]?.fields ?? {}) : this.values());
    if (this.mode === "actions") this.seen = this.answer.ticket.updated_at;
    Object.assign(this, { mode: "form", form, plan: null, drawn: null, busy: false });
    this.fields = form.entries.map((entry) => new FormField(entry, kept[entry.name] ?? entry.value, () => this.typed()));
    this.drawForm(kept);
    if (form.entries.some((entry) => entry.kind === "engineer")) this.send("engineers");
    this.claim(true);
    this.fields[0]?.focus();
  }

  drawForm(kept) {
    const saved = this.answer.drafts[this.form.action]?.saved_at;
    const restored = Object.keys(kept).length && saved ? `Your draft from ${when(saved)}` : "";
    this.saved = el("span", { class: "sh-saved", role: "status" }, restored);
    this.trouble = el("div", {});
    this.moved = el("div", {});
    this.submit = button("Preview", () => this.preview(), { class: "sh-button sh-primary" });
    this.show(
      this.title(this.form.verb, this.form.says),
      this.moved,
      this.trouble,
      ...this.fields.map((field) => field.root),
      el(
        "div",
        { class: "sh-actions" },
        this.submit,
        button("Throw away", () => this.discard(), { class: "sh-button sh-quiet" }),
        this.saved,
      ),
    );
    this.drawMoved();
  }

  title(text, more) {
    return el("header", { class: "sh-title" }, el("h4", { tabindex: "-1" }, text), el("span", { class: "sh-kind" }, more));
  }

  values() {
    return Object.fromEntries(this.fields.map((field) => [field.entry.name, field.value]).filter(([, value]) => value !== null));
  }

  typed() {
    this.saved.textContent = "";
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.saveNow(), SAVE_AFTER);
  }

  saveNow() {
    if (!this.saving || this.answer.ticket.ticket_id === null) return; // only a ticket's forms have drafts
    clearTimeout(this.saving);
    this.saving = null;
    const fields = this.values();
    this.answer.drafts[this.form.action] = { fields, saved_at: null };
    this.send("draft", { fields });
  }

  onDraft({ action, saved, problem }) {
    if (this.mode !== "form" || action !== this.form.action || this.saving) return;
    this.saved.textContent = saved ? "Draft saved" : `Draft not saved: ${problem.message}`;
  }

  discard() {
    clearTimeout(this.saving);
    this.saving = null;
    delete this.answer.drafts[this.form.action];
    if (this.answer.ticket.ticket_id !== null) this.send("discard");
    this.fields = [];
    this.close();
  }

  // The ticket moved while somebody was writing.
  drawMoved() {
    if (this.seen === this.answer.ticket.updated_at) return this.moved.replaceChildren();
    const read = button("I have read it", () => {
      this.seen = this.answer.ticket.updated_at;
      this.drawMoved();
    });
    const text = "The ticket changed since you began. What is new is marked in the conversation.";
    return this.moved.replaceChildren(el("div", { class: "sh-moved", role: "status" }, el("span", {}, text), read));
  }

  // -- preview --------------------------------------------------------------------------------------------------

  preview(release = {}) {
    const empty = this.fields.filter((field) => field.entry.required && field.value === null);
    for (const field of this.fields) field.say(empty.includes(field) ? "This is still empty." : "");
    if (empty.length) return empty[0].focus();
    this.saveNow();
    this.setBusy("Reading the ticket once more …");
    return this.send("preview", { fields: this.values(), seen: this.seen, release });
  }

  setBusy(words) {
    this.busy = true;
    if (this.root.contains(document.activeElement)) this.root.querySelector("h4").focus(); // a disabled button loses it
    for (const one of this.root.querySelectorAll("button")) one.disabled = true;
    if (this.saved) this.saved.textContent = words;
  }

  onRefused({ action, problem }) {
    if (this.form?.action !== action) return;
    if (this.mode === "plan" && !MOVED.includes(problem.code)) return this.drawPlan(problem);
    if (this.mode === "plan") this.openForm(this.form);
    this.busy = false;
    for (const one of this.root.querySelectorAll("button")) one.disabled = false;
    this.saved.textContent = "";
    const field = this.fields.find((one) => one.entry.name === problem.field);
    if (!field) return this.trouble.replaceChildren(this.refusal(problem));
    field.say(`${problem.message} ${problem.what_to_do}`);
    return field.focus();
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

  previewAnew() {
    this.seen = this.answer.ticket.updated_at;
    this.drawMoved();
    this.trouble.replaceChildren();
    this.preview();
  }

  // -- the plan: shown, running, done -----------------------------------------------------------------------------

  goOn(plan) {
    const form = this.forms.find((one) => one.action === plan.action) ?? { action: plan.action, verb: this.verb(plan.action), entries: [] };
    Object.assign(this, { form, fields: this.form?.action === plan.action ? this.fields : [] });
    this.onPlan({ action: plan.action, plan, promise: "Go on" });
  }

  onPlan({ action, plan, promise, hold_s }) {
    if (this.form?.action !== action) return;
    if (plan.state === "cancelled" && this.fields.length) {
      this.openForm(this.form);
      return;
    }
    if (hold_s) this.sendsAt = Date.now() + hold_s * 1000;
    const fresh = this.mode !== "plan";
    Object.assign(this, { mode: "plan", plan, promise, busy: false });
    const drawn = JSON.stringify(plan);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.drawPlan();
    if (fresh) this.root.querySelector("h4").focus();
  }

  drawPlan(problem = null) {
    clearInterval(this.counting);
    const { plan } = this;
    const [title, more] = plan.state === "shown" ? [`${this.form.verb}: preview`, "Nothing is sent yet."] : [this.form.verb, ""];
    const release = (rule, reason) => this.preview({ ...plan.released, [rule]: reason });
    this.saved = el("span", { class: "sh-saved", role: "status" });
    this.show(
      this.title(title, more),
      checks(plan, release),
      steps(plan, (step_id, link) => this.byHand(plan.id, step_id, link)),
      problem && problemBand(problem),
      el("div", { class: "sh-actions" }, this.planButtons(plan), this.saved),
    );
    if (plan.state === "held") this.countDown();
    else if (plan.state !== "shown") this.saved.textContent = progress(plan);
    this.root.querySelector(".sh-problem")?.scrollIntoView({ block: "nearest" });
  }

  planButtons({ state, id }) {
    const run = (words) => button(words, () => this.run(id), { class: "sh-button sh-primary" });
    const cancel = (words) => button(words, () => this.cancel(id));
    if (state === "shown") {
      const send = run(this.promise);
      send.disabled = heldBack(this.plan);
      return [send, button("Back to writing", () => this.back())];
    }
    if (state === "held") return [cancel("Undo")];
    if (state === "stopped") return [run("Try again"), cancel("Give up"), button("Later", () => this.close())];
    return state === "running" ? [] : [button("Close", () => this.close(), { class: "sh-button sh-primary" })];
  }

  run(plan_id) {
    this.setBusy("Reading the ticket once more …");
    this.send("run", { plan_id, hold: this.form.hold === true && this.plan.state === "shown" });
  }

  cancel(plan_id) {
    this.setBusy("");
    this.send("cancel", { plan_id });
  }

  byHand(plan_id, step_id, link) {
    this.setBusy("Asking whether it is there …");
    this.send("by_hand", { plan_id, step_id, link });
  }

  countDown() {
    const say = () => {
      const left = Math.max(0, Math.ceil((this.sendsAt - Date.now()) / 1000));
      this.saved.textContent = `Goes out in ${left} s`;
    };
    say();
    this.counting = setInterval(say, 250);
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
