// Which rows are chosen to be worked on together: by their boxes, by Space, or by Control or Shift and a click.
import { button, el } from "./dom.js";

export class Choice {
  // `changed` is called when it did; `together` is told the chosen ids.
  constructor(changed, together) {
    this.changed = changed;
    this.ids = new Set();
    this.from = null; // where a range begins
    this.words = el("span", { role: "status" });
    const start = button("Work on them together", () => together([...this.ids]), { class: "sh-button sh-primary" });
    const clear = button("Choose none", () => this.clear(), { class: "sh-button sh-quiet" });
    this.root = el("div", { class: "sh-chosen", hidden: true }, this.words, start, clear);
  }

  toggle(id) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.from = id;
    this.draw();
  }

  // Everything between the row that was chosen last and this one.
  upTo(id, shown) {
    const ends = [shown.indexOf(this.from), shown.indexOf(id)].sort((one, other) => one - other);
    if (ends[0] < 0) return this.toggle(id);
    for (const one of shown.slice(ends[0], ends[1] + 1)) this.ids.add(one);
    return this.draw();
  }

  // What left the queue is no longer chosen.
  keep(rows) {
    const gone = [...this.ids].filter((id) => !rows.has(id));
    gone.forEach((id) => this.ids.delete(id));
    if (gone.length) this.draw();
  }

  clear() {
    this.ids.clear();
    this.draw();
  }

  draw() {
    const many = this.ids.size;
    this.words.textContent = many === 1 ? "1 ticket chosen" : `${many} tickets chosen`;
    this.root.hidden = !many;
    this.changed();
  }

  // The cell with the box by which a row is chosen.
  cell(id) {
    const box = el("input", { type: "checkbox", tabindex: "-1", "aria-label": `Choose ticket ${id}` });
    return el("div", { role: "gridcell", class: "sh-choose" }, box);
  }
}
