// The fields of a form, drawn from its description: each with its label, help and what is wrong with it.
import { el } from "./dom.js";
import { engineerList } from "./engineers.js";

let fields = 0;

export class FormField {
  constructor(entry, value, typed) {
    Object.assign(this, { entry, typed, id: `sh-field-${++fields}` });
    this.kind = KINDS[entry.kind];
    this.wrong = el("div", { class: "sh-wrong", role: "alert", id: `${this.id}-wrong` });
    this.input = this.kind.draw(this, value);
    this.root = this.kind.group ? this.asGroup() : this.asOne();
  }

  asOne() {
    if (this.entry.kind === "hidden") return el("div", { hidden: true }, this.input, this.wrong);
    if (this.entry.folded) return this.asFolded();
    const label = el("label", { for: this.id }, this.entry.label, this.optional());
    return el("div", { class: "sh-field" }, label, this.input, this.hint(), this.wrong);
  }

  // Rarely needed: out of the way until asked for, or filled in.
  asFolded() {
    const summary = el("summary", { id: `${this.id}-label` }, this.entry.label);
    this.input.setAttribute("aria-labelledby", `${this.id}-label`);
    return el("details", { class: "sh-field", open: this.value !== null }, summary, this.input, this.hint(), this.wrong);
  }

  asGroup() {
    const legend = el("legend", {}, this.entry.label, this.optional());
    return el("fieldset", { class: "sh-field" }, legend, this.input, this.hint(), this.wrong);
  }

  optional() {
    const said = this.entry.required || ["choice", "checks", "news"].includes(this.entry.kind);
    return said ? null : el("span", { class: "sh-kind" }, " (if you like)");
  }

  hint() {
    return this.entry.hint ? el("div", { class: "sh-hint", id: `${this.id}-hint` }, this.entry.hint) : null;
  }

  // What is shared by all that one can type into.
  shared() {
    const described = [this.entry.hint && `${this.id}-hint`, `${this.id}-wrong`].filter(Boolean).join(" ");
    const { required } = this.entry;
    return { id: this.id, class: "sh-input", "aria-required": required, oninput: this.typed, "aria-describedby": described };
  }

  get value() {
    return this.kind.read(this.input);
  }

  // Say what is wrong in place; nothing when it is fine.
  say(text) {
    this.wrong.textContent = text ?? "";
    if (!this.kind.group) this.input.setAttribute("aria-invalid", Boolean(text));
  }

  focus() {
    const inner = this.input.querySelector?.("input:checked") ?? this.input.querySelector?.("input");
    (inner ?? this.input).focus();
  }

  // Another draft fits now; what a steward wrote themselves stays.
  follow(choice) {
    const drafts = new Map(this.entry.drafts);
    const untouched = this.value === null || [...drafts.values()].includes(this.input.value);
    if (untouched && drafts.has(choice ?? "")) this.input.value = drafts.get(choice ?? "");
  }

  // Whom one could ask came in.
  setEngineers(engineers) {
    if (this.entry.kind !== "engineer") return;
    const chosen = this.value ?? this.input.dataset.chosen;
    this.input.replaceChildren(engineerList(this.id, engineers, chosen, this.typed, !this.entry.required));
  }
}

// -- the kinds: how each is drawn, and what is read from it; null for nothing -------------------------------------

const KINDS = {
  text: { draw: (field, value) => area(field, value, 5), read: typedText },
  lines: { draw: (field, value) => area(field, (value ?? []).join("\n"), 2), read: typedLines },
  hidden: { draw: (field, value) => line(field, value, "hidden"), read: typedText },
  line: { draw: (field, value) => line(field, value, "text"), read: typedText },
  date: { draw: (field, value) => line(field, value, "date"), read: typedText },
  moment: { draw: (field) => line(field, "", "datetime-local"), read: typedMoment },
  news: { group: true, draw: drawChoice, read: chosen },
  choice: { group: true, draw: drawChoice, read: chosen },
  ask: { group: true, draw: drawChoice, read: chosen },
  person: { group: true, draw: drawChoice, read: chosen },
  checks: { group: true, draw: drawChecks, read: checked },
  answers: { group: true, draw: drawAnswers, read: answered },
  engineer: { group: true, draw: drawEngineer, read: chosen },
};

function area(field, value, rows) {
  const node = el("textarea", { ...field.shared(), rows });
  node.value = value ?? "";
  return node;
}

function line(field, value, type) {
  const node = el("input", { ...field.shared(), type });
  node.value = value ?? "";
  return node;
}

function typedText(input) {
  return input.value.trim() ? input.value : null;
}

function typedMoment(input) {
  return input.value ? new Date(input.value).toISOString() : null;
}

function typedLines(input) {
  const lines = input.value.split("\n").map((one) => one.trim()).filter(Boolean);
  return lines.length ? lines : null;
}

function drawChoice(field, value) {
  return options(field.id, field.entry.options, value ?? "", field.typed);
}

function chosen(input) {
  return input.querySelector("input:checked")?.value || null;
}

function drawChecks(field, value) {
  const one = ([name, words]) => {
    const box = { type: "checkbox", value: name, checked: (value ?? []).includes(name), onchange: field.typed };
    return el("label", { class: "sh-option" }, el("input", box), words);
  };
  return el("div", { class: "sh-options sh-below" }, field.entry.options.map(one));
}

function checked(input) {
  const names = [...input.querySelectorAll("input:checked")].map((one) => one.value);
  return names.length ? names : null;
}

function drawAnswers(field, value) {
  const question = ([name, text, choices]) =>
    el(
      "fieldset",
      { class: "sh-question", "data-name": name },
      el("legend", {}, text),
      options(`${field.id}-${name}`, choices, value?.[name] ?? "", field.typed),
    );
  return el("div", {}, field.entry.groups.map(question));
}

function answered(input) {
  const groups = [...input.querySelectorAll("[data-name]")].map((group) => [group.dataset.name, chosen(group)]);
  const known = groups.filter(([, answer]) => answer !== null);
  return known.length ? Object.fromEntries(known) : null;
}

function drawEngineer(field, value) {
  return el("div", { class: "sh-engineers", "data-chosen": value }, el("p", { class: "sh-kind" }, "Looking who could …"));
}

function options(name, all, value, typed) {
  const one = ([key, words]) => {
    const radio = { type: "radio", name, value: key, checked: key === value, onchange: typed };
    return el("label", { class: "sh-option" }, el("input", radio), words);
  };
  return el("div", { class: "sh-options" }, all.map(one));
}
