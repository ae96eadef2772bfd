// Quick views: one press shows a part of the queue, and each says how many there are.
import { el } from "./dom.js";
import { endOfToday } from "./words.js";

const VIEWS = [
  ["all", "All", () => true],
  ["mine", "Mine", (row, you) => row.claim?.person_id === you?.person_id || (row.assignee !== null && row.assignee === you?.name)],
  ["due_today", "Due today", (row) => row.due_at !== null && Date.parse(row.due_at) <= endOfToday()],
  ["engineer", "With an engineer", (row) => row.ball === "engineer"],
  ["mismatch", "Mismatches", (row) => row.mismatches.length > 0],
  ["stuck", "Stuck", (row) => row.stuck.length > 0],
  ["noise", "Noise", (row) => row.noise !== null],
];

export class QuickViews {
  constructor(changed) {
    this.changed = changed;
    this.name = "all";
    this.you = null;
    this.buttons = new Map(VIEWS.map(([name, title]) => [name, this.button(name, title)]));
    this.root = el("div", { class: "sh-quick", role: "group", "aria-label": "Quick views" }, [...this.buttons.values()]);
  }

  button(name, title) {
    return el("button", { type: "button", class: "sh-chip", onclick: () => this.choose(name) }, title);
  }

  choose(name) {
    this.name = name;
    this.changed();
  }

  test(name = this.name) {
    const rule = VIEWS.find(([one]) => one === name)[2];
    return (row) => rule(row, this.you);
  }

  draw(count) {
    for (const [name, title] of VIEWS) {
      const many = count(this.test(name));
      const button = this.buttons.get(name);
      button.textContent = many ? `${title} ${many}` : title;
      button.setAttribute("aria-pressed", name === this.name);
      button.classList.toggle("sh-none-of-it", !many);
    }
  }
}
