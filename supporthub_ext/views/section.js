// A part of a page that can be folded: a heading with a few words beside it, and what stands below.
import { button, el, problemBand } from "./dom.js";
import { loadingRows } from "./nothing.js";

export class FoldedSection {
  constructor(title, waiting, again) {
    Object.assign(this, { title, waiting, again });
    this.beside = el("span", { class: "sh-beside" });
    this.body = el("div", { class: "sh-foldbody" }, loadingRows(waiting));
    this.root = el("details", { class: "sh-fold" }, el("summary", {}, el("h4", {}, title), this.beside), this.body);
  }

  // Opened once by what it says; from then on it stays as the reader leaves it.
  openOnce(open) {
    if (this.settled) return;
    this.settled = true;
    this.root.open = open;
  }

  show(beside, ...children) {
    this.beside.replaceChildren(...beside.filter(Boolean));
    this.replace(children.filter(Boolean));
  }

  wait() {
    this.replace([loadingRows(this.waiting)]);
  }

  // Whoever pressed a button in here by keyboard finds themselves on the same button, or else on the heading.
  replace(children) {
    const held = this.body.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.body.replaceChildren(...children);
    if (held === null) return;
    const same = [...this.body.querySelectorAll("button")].find((one) => one.textContent === held);
    (same ?? this.root.querySelector("summary")).focus({ preventScroll: true });
  }

  // What could not be read, in its place; the reader may ask once more.
  fail(problem) {
    const retry = () => {
      this.wait();
      this.again();
    };
    this.openOnce(true);
    this.show([el("span", { class: "sh-badge", "data-tone": "late" }, "can’t be read")], problemBand(problem, button("Try again", retry)));
  }
}
