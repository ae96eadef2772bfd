// The line above the queue: who you are, how much is due, how old the data is, and what is wrong if anything is.
import { el, listen, problemBand, widget } from "./dom.js";
import { clockTime, dayWord, hearTime, serverNow, span } from "./words.js";

const AGE_EVERY = 5_000;
const FRESH = 60_000;

class HeaderView {
  constructor(root) {
    this.you = el("span", {});
    this.duty = el("span", { class: "sh-duty" });
    this.who = el("div", { class: "sh-who" }, el("strong", {}, "Support desk"), this.you, this.duty);
    this.counts = el("div", { class: "sh-counts", role: "status" });
    this.age = el("div", { class: "sh-age" });
    this.trouble = el("div", {});
    this.standing = null;
    root.append(el("header", { class: "sh-header" }, this.who, this.counts, this.age), this.trouble);
  }

  onStanding(standing) {
    hearTime(standing.now);
    this.standing = standing;
    this.you.textContent = greeting(standing.you);
    this.counts.replaceChildren(...counts(standing));
    this.showProblem(standing.problem);
    this.drawAge();
  }

  onDuty({ now, next }) {
    const people = (now?.seats ?? []).filter(Boolean).map((seat) => seat.name);
    const change = next?.joins ? `${next.joins.name} joins ${dayWord(next.date)}` : null;
    this.duty.textContent = [`On duty: ${people.join(" and ") || "nobody"}`, change].filter(Boolean).join(" · ");
  }

  // Our own server does not answer: the rows on the screen are the last good ones.
  onProblem({ problem }) {
    this.standing = { ...this.standing, problem };
    this.showProblem(problem);
    this.drawAge();
  }

  showProblem(problem) {
    const text = problem && `${problem.message} ${problem.what_to_do}`;
    if (this.problemText === text) return; // a screen reader is told once, not every five seconds
    this.problemText = text;
    this.trouble.replaceChildren(...(problem ? [problemBand(problem)] : []));
  }

  drawAge() {
    if (!this.standing) return;
    const { text, tone } = age(this.standing);
    this.age.textContent = text;
    this.age.dataset.tone = tone;
  }
}

function greeting(you) {
  if (!you) return "You can read along; acting is for stewards.";
  return you.steward ? `${you.name}, steward` : `${you.name}, reading along`;
}

function counts({ counts: count, state }) {
  if (!count || (state === "loading" && !count.all)) return [];
  return [
    count.late ? badge("late", `${count.late} late`) : null,
    count.soon ? badge("soon", `${count.soon} due soon`) : null,
    !count.late && !count.soon ? badge("calm", "All promises kept") : null,
  ].filter(Boolean);
}

function badge(tone, text) {
  return el("span", { class: "sh-badge", "data-tone": tone }, text);
}

function age({ as_of, problem, stale, state }) {
  if (!as_of) return state === "loading" && !problem ? { text: "First look …", tone: "soon" } : { text: "No data yet", tone: "late" };
  if (problem || stale) return { text: `Last good queue from ${clockTime(as_of)}`, tone: "late" };
  const old = serverNow() - Date.parse(as_of);
  return { text: old < FRESH ? "Up to date" : `As of ${span(old)} ago`, tone: "calm" };
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-header-root");
  const view = new HeaderView(root);
  const stop = listen(model, {
    standing: (content) => view.onStanding(content),
    duty: (content) => view.onDuty(content),
    problem: (content) => view.onProblem(content),
  }, early);
  const ageing = setInterval(() => view.drawAge(), AGE_EVERY);
  return () => {
    stop();
    clearInterval(ageing);
  };
}

export default widget(render);
