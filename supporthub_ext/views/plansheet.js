// A plan in the panel: what it is going to do, how far it is, what it did, and the buttons for each.
import { button, el, sheetTitle } from "./dom.js";
import { checks, heldBack, progress, steps } from "./planview.js";

export class PlanSheet {
  // `hands`: what happens on `run`, `cancel`, `byHand`, `release`, `back` and `close`.
  constructor(verb, plan, promise, sendsAt, hands) {
    Object.assign(this, { plan, promise, hands });
    const shown = plan.state === "shown";
    this.status = el("span", { class: "sh-saved", role: "status" });
    this.trouble = el("div", {});
    this.parts = [
      sheetTitle(shown ? `${verb}: preview` : verb, shown ? "Nothing is sent yet." : ""),
      checks(plan, (rule, reason) => hands.release({ ...plan.released, [rule]: reason })),
      steps(plan, hands.byHand),
      this.trouble,
      el("div", { class: "sh-actions" }, this.buttons(), this.status),
    ];
    if (plan.state === "held") this.countDown(sendsAt);
    else if (!shown) this.status.textContent = progress(plan);
  }

  buttons() {
    const { hands } = this;
    const close = (words, look = "") => button(words, hands.close, { class: `sh-button ${look}` });
    const run = (words) => button(words, hands.run, { class: "sh-button sh-primary", disabled: heldBack(this.plan) });
    const states = {
      shown: () => [run(this.promise), button("Back to writing", hands.back)],
      held: () => [button("Undo", hands.cancel)],
      running: () => [],
      stopped: () => [run("Try again"), button("Give up", hands.cancel), close("Later")],
    };
    return (states[this.plan.state] ?? (() => [close("Close", "sh-primary")]))();
  }

  say(band) {
    this.trouble.replaceChildren(band);
  }

  countDown(sendsAt) {
    const say = () => {
      const left = Math.max(0, Math.ceil((sendsAt - Date.now()) / 1000));
      this.status.textContent = `Goes out in ${left} s`;
    };
    say();
    this.counting = setInterval(say, 250);
  }

  leave() {
    clearInterval(this.counting);
  }
}
