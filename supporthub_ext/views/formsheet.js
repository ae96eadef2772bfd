// A form that is being filled in. What is typed goes to the server as a draft, so nothing that happens here can lose it.
import { button, el, sheetTitle } from "./dom.js";
import { FormField } from "./fields.js";
import { when } from "./words.js";

const SAVE_AFTER = 600;

export class FormSheet {
  // `kept` is the draft, `hands` what happens: `preview` and `discard` when pressed, `save` when typed (told the values).
  constructor(form, kept, savedAt, hands) {
    Object.assign(this, { form, hands, saving: null });
    const draw = (entry) => new FormField(entry, kept[entry.name] ?? entry.value, () => this.typed(entry));
    this.fields = form.entries.map(draw);
    this.moved = el("div", {});
    this.trouble = el("div", {});
    this.status = el("span", { class: "sh-saved", role: "status" }, savedAt ? `Your draft from ${when(savedAt)}` : "");
    const preview = button("Preview", hands.preview, { class: "sh-button sh-primary" });
    const discard = button("Throw away", hands.discard, { class: "sh-button sh-quiet" });
    this.parts = [
      sheetTitle(form.verb, form.says),
      this.moved,
      this.trouble,
      ...this.fields.map((field) => field.root),
      el("div", { class: "sh-actions" }, preview, discard, this.status),
    ];
  }

  values() {
    const pairs = this.fields.map((field) => [field.entry.name, field.value]);
    return Object.fromEntries(pairs.filter(([, value]) => value !== null));
  }

  focus() {
    (this.fields.find((field) => field.entry.required && field.value === null) ?? this.fields[0])?.focus();
  }

  // -- drafts -----------------------------------------------------------------------------------------------------

  typed(entry) {
    this.fields.filter((field) => field.entry.follows === entry.name).forEach((field) => field.follow(this.values()[entry.name]));
    this.status.textContent = "";
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.saveNow(), SAVE_AFTER);
  }

  saveNow() {
    if (this.saving) this.hands.save(this.values());
    this.forget();
  }

  forget() {
    clearTimeout(this.saving);
    this.saving = null;
  }

  onSaved({ saved, problem }) {
    if (!this.saving) this.status.textContent = saved ? "Draft saved" : `Draft not saved: ${problem.message}`;
  }

  // -- what is wrong, in place --------------------------------------------------------------------------------------

  // Answers whether all that is needed is there.
  complete() {
    const empty = this.fields.filter((field) => field.entry.required && field.value === null);
    for (const field of this.fields) field.say(empty.includes(field) ? "This is still empty." : "");
    empty[0]?.focus();
    return !empty.length;
  }

  // Answers whether the problem belongs to a field, and could be said there.
  blame(problem) {
    const field = this.fields.find((one) => one.entry.name === problem.field);
    field?.say(`${problem.message} ${problem.what_to_do}`);
    field?.focus();
    return Boolean(field);
  }
}
