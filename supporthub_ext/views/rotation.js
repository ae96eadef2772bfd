// The rotation: who is on, who is next, half a year as a timeline; the handover, the events, what needs an eye.
import { Composer } from "./composer.js";
import { button, el, listen, problemBand, widget } from "./dom.js";
import { EventsSection } from "./events.js";
import { HandoverSection } from "./handover.js";
import { loadingRows } from "./nothing.js";
import { changesTable, fairnessTable } from "./rotatables.js";
import { needsEye } from "./rotaeye.js";
import { rotaHead } from "./rotahead.js";
import { timeline } from "./timeline.js";

const UNDER_WAY = ["held", "running", "stopped"];

class RotationPage {
  constructor(model, root) {
    this.send = (type, content = {}) => model.send({ type, ...content });
    this.composer = new Composer(this.send);
    this.composer.root.hidden = true;
    this.composer.root.addEventListener("keydown", (event) => this.key(event));
    this.handover = new HandoverSection(this.send, (fields) => this.openForm("handover", fields));
    this.events = new EventsSection(this.send);
    this.trouble = el("div", {});
    this.head = el("div", {});
    this.rota = el("div", {}, loadingRows("Reading the rota …"));
    this.below = el("div", { class: "sh-columns" });
    this.early = el("div", {}); // around a handover its pack stands above the timeline, else below
    this.late = el("div", {}, this.handover.root);
    const parts = [this.trouble, this.head, this.early, this.rota, this.composer.root, this.late, this.events.root, this.below];
    root.append(el("section", { class: "sh-rotation", "aria-label": "Rotation" }, parts));
  }

  onRota(answer) {
    const { year, shown, handovers } = answer;
    this.answer = answer;
    this.trouble.replaceChildren();
    this.composer.root.hidden = false;
    this.composer.setTicket({ ticket: { ticket_id: null }, forms: answer.forms, drafts: {}, plans: [] }, false);
    this.head.replaceChildren(rotaHead(year, (weeks) => this.send("turn", { weeks })));
    this.rota.replaceChildren(timeline(answer));
    this.below.replaceChildren(changesTable(shown), needsEye(year, (fields) => this.openForm("override", fields)), fairnessTable(year));
    this.place(handovers.near);
    this.handover.setDays(handovers);
  }

  // Where the pack stands is settled once: nothing moves under somebody's eyes.
  place(near) {
    if (this.placed) return;
    this.placed = true;
    if (near) this.early.append(this.handover.root);
  }

  onProblem({ problem }) {
    if (!this.answer) this.rota.replaceChildren();
    this.trouble.replaceChildren(problemBand(problem, button("Try again", () => this.again())));
  }

  again() {
    this.trouble.replaceChildren(el("p", { class: "sh-kind", role: "status" }, "Reading once more …"));
    if (!this.answer) this.rota.replaceChildren(loadingRows("Reading the rota …"));
    this.send("again");
  }

  // A plan that is under way, or stopped half-way, is never thrown out for another form.
  openForm(action, fields) {
    const { composer } = this;
    const kept = composer.busy || UNDER_WAY.includes(composer.plan?.state);
    if (!kept) composer.openForm(this.answer.forms.find((one) => one.action === action), fields);
    composer.root.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.key === "Escape" && this.composer.back()) event.preventDefault();
  }
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-rotation-root");
  const page = new RotationPage(model, root);
  const forComposer = (hear) => (content) => hear.call(page.composer, content);
  return listen(model, {
    rota: (content) => page.onRota(content),
    pack: (content) => page.handover.hear(content),
    events: (content) => page.events.hear(content),
    problem: (content) => page.onProblem(content),
    plan: forComposer(page.composer.onPlan),
    refused: forComposer(page.composer.onRefused),
  }, early);
}

export default widget(render);
