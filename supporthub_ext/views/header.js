// The line above the queue: who you are, how much is due, how old the data is, and what is wrong if anything is.
import { Composer } from "./composer.js";
import { button, el, listen, problemBand, widget } from "./dom.js";
import { badge, news } from "./news.js";
import { Pulse } from "./pulse.js";
import { clockTime, dayWord, hearTime, serverNow, span } from "./words.js";

const LOOK_EVERY = 5_000;
const FRESH = 60_000;
const FULL_MINUTE = 60_000;
const SAME_REST = 15_000;

class HeaderView {
  constructor(model, root) {
    this.you = el("span", {});
    this.duty = el("span", { class: "sh-duty" });
    this.who = el("div", { class: "sh-who" }, el("strong", {}, "Support desk"), this.you, this.duty);
    this.counts = el("div", { class: "sh-counts", role: "status" });
    this.age = el("div", { class: "sh-age" });
    this.news = el("div", { class: "sh-news", role: "status" });
    this.trouble = el("div", {});
    this.composer = new Composer((type, content = {}) => model.send({ type, ...content }), () => this.putAway());
    this.composer.root.hidden = true;
    this.more = button("Without a ticket …", () => this.unfold(), { class: "sh-button sh-quiet", "aria-expanded": "false" });
    this.standing = null;
    this.pulse = new Pulse(() => model.send({ type: "here" }), () => this.showTrouble());
    this.inVoila = document.body.dataset.voila !== undefined;
    root.append(el("header", { class: "sh-header" }, this.who, this.more, this.counts, this.age), this.news, this.trouble, this.composer.root);
    this.composer.root.addEventListener("keydown", (event) => this.key(event));
  }

  // -- what needs no ticket -------------------------------------------------------------------------------------

  onForms({ forms }) {
    this.composer.setTicket({ ticket: { ticket_id: null }, forms, drafts: {}, plans: [] }, false);
  }

  unfold() {
    const { root } = this.composer;
    root.hidden = !root.hidden;
    this.more.setAttribute("aria-expanded", String(!root.hidden));
    if (!root.hidden) this.composer.takeFocus();
  }

  // Whoever came for one question goes on with the queue; whoever unfolded the strip may want more of it.
  putAway() {
    this.composer.drawActions();
    if (this.answering) this.unfold();
    else this.composer.takeFocus();
    this.answering = false;
  }

  // A question in the public channel, answered from here.
  answer(message_url) {
    this.answering = this.composer.root.hidden || this.answering;
    if (this.composer.root.hidden) this.unfold();
    this.composer.openAction("answer_public", { message_url });
  }

  key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (!this.composer.back()) {
      this.unfold();
      this.more.focus();
    }
  }

  // -- how things stand -----------------------------------------------------------------------------------------

  onStanding(standing) {
    hearTime(standing.now);
    this.standing = { ...standing, problem: this.lasting(standing.problem) };
    this.you.textContent = greeting(standing.you);
    this.counts.replaceChildren(...counts(standing));
    this.showNews(standing);
    this.showTrouble();
  }

  // Events that are on or near, and what waits for an answer in public. The same news is said once.
  showNews(standing) {
    const lines = news(standing, (message_url) => this.answer(message_url));
    const text = lines.map((line) => line.textContent).join("/");
    if (this.newsText === text) return;
    this.newsText = text;
    this.news.replaceChildren(...lines);
  }

  onDuty({ now, next }) {
    const people = (now?.seats ?? []).filter(Boolean).map((seat) => seat.name);
    const change = next?.joins ? `${next.joins.name} joins ${dayWord(next.date)}` : null;
    this.duty.textContent = [`On duty: ${people.join(" and ") || "nobody"}`, change].filter(Boolean).join(" · ");
  }

  // Our own server does not answer: the rows on the screen are the last good ones.
  onProblem({ problem }) {
    this.standing = { ...this.standing, problem };
    this.showTrouble();
  }

  showTrouble() {
    const problem = this.problem();
    this.drawAge();
    const text = problem && `${problem.message} ${problem.what_to_do}`;
    if (this.problemText === text) return; // a screen reader is told once, not every five seconds
    this.problemText = text;
    this.trouble.replaceChildren(...(problem ? [problemBand(problem)] : []));
  }

  // What is wrong, the nearest to us first; null when all is well.
  problem() {
    return this.pulse.silent ? silence(this.standing?.as_of, this.inVoila) : (this.standing?.problem ?? null);
  }

  // FreshDesk wants a rest: for how long changes all the time, when it ends does not.
  lasting(problem) {
    if (!problem?.retry_after_s) return problem;
    const ends = serverNow() + problem.retry_after_s * 1000;
    if (!this.restEnds || Math.abs(ends - this.restEnds) > SAME_REST) this.restEnds = ends;
    const before = clockTime(Math.ceil(this.restEnds / FULL_MINUTE) * FULL_MINUTE);
    return { message: "FreshDesk has had too many calls and wants a rest.", what_to_do: `We look again by ourselves before ${before}; then replies can leave again.` };
  }

  look() {
    this.drawAge();
    this.pulse.tick();
  }

  drawAge() {
    if (!this.standing) return;
    const { text, tone } = age({ ...this.standing, problem: this.problem() });
    this.age.textContent = text;
    this.age.dataset.tone = tone;
  }
}

// Nobody refreshes the page any more: the kernel died, or works on something else.
function silence(as_of, inVoila) {
  const from = as_of ? `: what you see is from ${clockTime(as_of)}` : "";
  const wait = inVoila ? "Load the page again." : "If a cell is still running, wait for it. If not, run the cell again.";
  return { message: `The kernel does not answer${from}.`, what_to_do: `${wait} Saved drafts are safe; what you type now may not be saved.` };
}

function greeting(you) {
  if (!you) return "You can read along; acting is for stewards.";
  return you.steward ? `${you.name}, steward` : `${you.name}, reading along`;
}

function counts({ counts: count, state }) {
  if (!count || (state === "loading" && !count.all)) return [];
  return [
    count.critical ? badge("late", `${count.critical} critical`) : null,
    count.late ? badge("late", `${count.late} late`) : null,
    count.soon ? badge("soon", `${count.soon} due soon`) : null,
    !count.late && !count.soon && !count.critical ? badge("calm", "All promises kept") : null,
  ].filter(Boolean);
}

function age({ as_of, problem, stale, state }) {
  if (!as_of) return state === "loading" && !problem ? { text: "First look …", tone: "soon" } : { text: "No data yet", tone: "late" };
  if (problem || stale) return { text: `Last good queue from ${clockTime(as_of)}`, tone: "late" };
  const old = serverNow() - Date.parse(as_of);
  return { text: old < FRESH ? "Up to date" : `As of ${span(old)} ago`, tone: "calm" };
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-header-root");
  const view = new HeaderView(model, root);
  const stop = listen(model, {
    standing: (content) => view.onStanding(content),
    duty: (content) => view.onDuty(content),
    forms: (content) => view.onForms(content),
    plan: (content) => view.composer.onPlan(content),
    refused: (content) => view.composer.onRefused(content),
    problem: (content) => view.onProblem(content),
  }, early);
  const heard = () => view.pulse.heard();
  model.on("msg:custom", heard);
  const looking = setInterval(() => view.look(), LOOK_EVERY);
  return () => {
    stop();
    model.off("msg:custom", heard);
    clearInterval(looking);
  };
}

export default widget(render);
