// The fields of a form, drawn from its description: one row each, with its label, help and what is wrong with it.
import { el } from "./dom.js";

let fields = 0;

export class FormField {
  constructor(entry, value, typed) {
    this.entry = entry;
    this.id = `sh-field-${++fields}`;
    this.wrong = el("div", { class: "sh-wrong", role: "alert", id: `${this.id}-wrong` });
    this.input = this.draw(value, typed);
    this.root = this.around();
  }

  draw(value, typed) {
    const { kind, required, options } = this.entry;
    const shared = { id: this.id, "aria-required": required, oninput: typed, "aria-describedby": `${this.id}-hint ${this.id}-wrong` };
    if (kind === "choice") return choices(this.id, options, value ?? "", typed);
    if (kind === "line" || kind === "date") {
      const input = el("input", { ...shared, type: kind === "date" ? "date" : "text", class: "sh-input" });
      input.value = value ?? "";
      return input;
    }
    const area = el("textarea", { ...shared, class: "sh-input", rows: kind === "lines" ? 2 : 5 });
    area.value = Array.isArray(value) ? value.join("\n") : (value ?? "");
    return area;
  }

  around() {
    const { kind, label, hint, required } = this.entry;
    const words = [label, required ? null : el("span", { class: "sh-kind" }, " (if you like)")];
    if (kind === "choice") {
      return el("fieldset", { class: "sh-field" }, el("legend", {}, label), this.input, this.wrong);
    }
    return el(
      "div",
      { class: "sh-field" },
      el("label", { for: this.id }, words),
      this.input,
      el("div", { class: "sh-hint", id: `${this.id}-hint` }, hint),
      this.wrong,
    );
  }

  get value() {
    const { kind } = this.entry;
    if (kind === "choice") return this.input.querySelector("input:checked")?.value || null;
    if (kind !== "lines") return this.input.value.trim() ? this.input.value : null;
    const lines = this.input.value.split("\n").map((line) => line.trim()).filter(Boolean);
    return lines.length ? lines : null;
  }

  // Say what is wrong in place; nothing when it is fine.
  say(text) {
    this.wrong.textContent = text ?? "";
    this.input.setAttribute("aria-invalid", Boolean(text));
  }

  focus() {
    (this.input.querySelector?.("input:checked") ?? this.input).focus();
  }
}

function choices(name, options, chosen, typed) {
  const one = ([value, words]) =>
    el(
      "label",
      { class: "sh-option" },
      el("input", { type: "radio", name, value, checked: value === chosen, onchange: typed }),
      words,
    );
  return el("div", { class: "sh-options" }, options.map(one));
}
