// The buttons of a ticket: its next step first, the rarer ones folded away, and what is only half done.
import { button, el } from "./dom.js";
import { progress } from "./planview.js";

const HALF_DONE = ["held", "running", "stopped"];

export class ActionBar {
  // `open` is told an action, `goOn` a plan that is half done; `verbOf` answers what an action is called.
  constructor(open, goOn, verbOf) {
    Object.assign(this, { open, goOn, verbOf, unfolded: false });
    this.root = el("div", {});
  }

  // A refresh that changes nothing leaves the buttons alone: one may be pressed just now.
  draw({ forms, drafts, plans }) {
    const half = plans.find((plan) => HALF_DONE.includes(plan.state));
    const drawn = JSON.stringify([forms.map((form) => [form.action, form.verb, form.more]), Object.keys(drafts), half, this.unfolded]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const focused = document.activeElement?.dataset?.action;
    const [usual, rare] = [forms.filter((form) => !form.more), forms.filter((form) => form.more)];
    const press = (form, place) => this.press(form, Boolean(drafts[form.action]), form === forms[0] && place === 0);
    const more = rare.length ? this.moreButton({ forms, drafts, plans }) : null;
    this.root.replaceChildren(
      ...(half ? [this.halfWay(half)] : []),
      el("div", { class: "sh-actions" }, usual.map(press), more),
      el("div", { class: "sh-actions sh-more", hidden: !this.unfolded }, rare.map(press)),
    );
    if (focused) this.root.querySelector(`[data-action="${focused}"]`)?.focus();
  }

  fold() {
    this.unfolded = false;
  }

  press(form, drafted, first) {
    const look = { class: `sh-button${first ? " sh-primary" : ""}`, "data-action": form.action };
    return button(form.verb + (drafted ? " (draft)" : ""), () => this.open(form.action), look);
  }

  moreButton(answer) {
    const press = () => {
      this.unfolded = !this.unfolded;
      this.draw(answer);
    };
    const look = { class: "sh-button sh-quiet", "aria-expanded": String(this.unfolded), "data-action": "more" };
    return button(this.unfolded ? "Less" : "More …", press, look);
  }

  halfWay(plan) {
    const text = `${this.verbOf(plan.action)}: ${progress(plan)}`;
    return el("div", { class: "sh-moved" }, el("span", {}, text), button("Look at it", () => this.goOn(plan)));
  }

  takeFocus() {
    this.root.querySelector("button")?.focus();
  }
}
