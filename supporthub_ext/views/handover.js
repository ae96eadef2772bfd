// The handover: who leaves, joins and stays, every open ticket, the agenda, the welcome, and the button that does it.
import { copyBox } from "./copybox.js";
import { button, el } from "./dom.js";
import { dayAndHour, readersZone } from "./hours.js";
import { openTickets } from "./openticket.js";
import { FoldedSection } from "./section.js";
import { dayWord, hearTime, when } from "./words.js";

export class HandoverSection {
  // `open` is told the fields of the form that hands a seat over.
  constructor(send, open) {
    Object.assign(this, { send, open, days: null, pack: null, all: false });
    this.section = new FoldedSection("Handover", "Reading the open tickets …", () => this.read(this.asked));
    this.root = this.section.root;
    this.root.classList.add("sh-handover");
  }

  // The handovers around today: those that one can turn to, and whether one of them is near.
  setDays(days) {
    this.days = days;
    if (this.pack) this.draw();
  }

  read(date) {
    this.asked = date;
    this.send("handover", { date });
  }

  hear({ answer, problem }) {
    if (problem) return this.section.fail(problem);
    hearTime(answer.now);
    this.pack = answer;
    this.asked = answer.date;
    this.section.openOnce(this.isNear() && !answer.done_at);
    return this.draw();
  }

  isNear() {
    return Boolean(this.days?.near) && this.days.meant === this.pack.date;
  }

  draw() {
    const papers = el("div", {}, this.agenda(), this.welcome());
    const tickets = openTickets(this.pack, this.all, () => (this.all = true));
    const columns = el("div", { class: "sh-packcolumns" }, tickets, papers);
    this.section.show(this.beside(), this.people(), this.actions(), columns);
  }

  beside() {
    const { date, done_at: done, leaves, joins } = this.pack;
    const words = `${dayWord(date)}: ${leaves?.name ?? "nobody"} leaves, ${joins?.name ?? "nobody"} joins`;
    return [el("span", {}, words), done || this.isNear() ? doneBadge(done) : null];
  }

  people() {
    const { leaves, joins, stays, at, done_at: done, date } = this.pack;
    const fact = (word, text) => el("div", {}, el("dt", {}, word), el("dd", {}, text));
    const open = date < this.days?.today ? "not on record" : "not yet";
    return el(
      "dl",
      { class: "sh-seatchange" },
      fact("Leaves", leaves?.name ?? "nobody"),
      fact("Joins", joins?.name ?? "nobody"),
      fact("Stays", stays.map((seat) => seat.name).join(" and ") || "nobody"),
      fact(`When (${readersZone()})`, dayAndHour(at)),
      fact("Handed over", done ? dayAndHour(done) : open),
    );
  }

  actions() {
    const { date, done_at: done, as_of: asOf } = this.pack;
    const hand = button(done ? "Hand over once more …" : "Hand the seat over …", () => this.open({ date }), {
      class: `sh-button${this.isNear() && !done ? " sh-primary" : ""}`,
    });
    const age = el("span", { class: "sh-saved" }, asOf ? `Tickets as of ${when(asOf)}` : "Tickets not read yet");
    return el("div", { class: "sh-actions" }, hand, this.others(), button("Read again", () => this.read(date)), age);
  }

  others() {
    const { last, next } = this.days ?? {};
    const other = [["Last", last], ["Next", next]].filter(([, day]) => day && day !== this.pack.date);
    return other.map(([word, day]) => button(`${word} handover, ${dayWord(day)}`, () => this.read(day)));
  }

  agenda() {
    const says = el("p", { class: "sh-kind" }, "Markdown, for the notes of the meeting.");
    return el("section", {}, el("h5", {}, "Agenda, five minutes"), says, copyBox("Agenda", this.pack.agenda));
  }

  welcome() {
    const { joins, welcome } = this.pack;
    if (!welcome) return null;
    const says = el("p", { class: "sh-kind" }, "Handing the seat over posts it in the team’s private Slack channel.");
    return el("section", {}, el("h5", {}, `Welcome for ${joins.name}`), says, el("blockquote", { class: "sh-welcome" }, welcome.trim()));
  }
}

function doneBadge(done) {
  return el("span", { class: "sh-badge", "data-tone": done ? "calm" : "soon" }, done ? "done" : "not done yet");
}
