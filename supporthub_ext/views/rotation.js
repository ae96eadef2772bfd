// The rotation: who is on, who is next, half a year as a timeline, and below it what needs somebody's eye.
import { Composer } from "./composer.js";
import { button, el, listen, problemBand, widget } from "./dom.js";
import { timeline } from "./timeline.js";
import { dayWord } from "./words.js";

class RotationPage {
  constructor(model, root) {
    this.send = (type, content = {}) => model.send({ type, ...content });
    this.composer = new Composer(this.send);
    this.trouble = el("div", {});
    this.page = el("div", {});
    this.below = el("div", { class: "sh-columns" });
    this.composer.root.hidden = true;
    const parts = [this.trouble, this.page, this.composer.root, this.below];
    root.append(el("section", { class: "sh-rotation", "aria-label": "Rotation" }, parts));
    this.composer.root.addEventListener("keydown", (event) => this.key(event));
  }

  onRota(answer) {
    this.answer = answer;
    this.trouble.replaceChildren();
    this.composer.root.hidden = false;
    this.composer.setTicket({ ticket: { ticket_id: null }, forms: answer.forms, drafts: {}, plans: [] }, false);
    const { year } = answer;
    const head = el("header", { class: "sh-rotahead" }, this.headline(year), this.turns());
    this.page.replaceChildren(head, timeline(answer));
    this.below.replaceChildren(this.handovers(answer), this.eye(year), fairness(year));
  }

  onProblem({ problem }) {
    this.trouble.replaceChildren(problemBand(problem, button("Try again", () => this.send("again"))));
  }

  headline({ on_now: now, next_handover: next }) {
    const people = (now?.seats ?? []).filter(Boolean).map((seat) => seat.name);
    const change = next && [next.leaves && `${next.leaves.name} leaves`, next.joins && `${next.joins.name} joins`].filter(Boolean);
    return [
      el("h3", {}, people.length ? `On support now: ${people.join(" and ")}` : "Nobody is on support now"),
      next ? el("p", { class: "sh-kind" }, `Next handover ${dayWord(next.date)}: ${change.join(", ")}`) : null,
    ];
  }

  turns() {
    const turn = (words, weeks) => button(words, () => this.send("turn", { weeks }));
    const calendar = el("a", { href: `${baseUrl()}supporthub/rota.ics`, target: "_blank", rel: "noopener" }, "Subscribe (iCalendar)");
    return el("div", { class: "sh-actions" }, turn("‹ Earlier", -13), turn("Today", 0), turn("Later ›", 13), calendar);
  }

  // -- below the timeline ------------------------------------------------------------------------------------

  handovers({ shown }) {
    const rows = shown.filter((row) => row.handover || row.seats.some((seat) => seat?.source === "override"));
    const line = (row) => el("tr", {}, el("td", {}, dayWord(row.from)), el("td", {}, seatNames(row)));
    return el(
      "table",
      { class: "sh-table" },
      el("caption", {}, "From each day on"),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "From"), el("th", { scope: "col" }, "On support"))),
      el("tbody", {}, rows.map(line)),
    );
  }

  // Gaps, differences, problems: what needs somebody's eye.
  eye({ gaps, calendar, problems }) {
    const form = this.answer.forms[0];
    const cover = (gap) => gap.fields && button("Record this cover", () => this.composer.openForm(form, gap.fields));
    const gapLine = (gap) => el("li", {}, `${days(gap)}: ${gap.why}. `, gap.proposed ? `${gap.proposed.name} could cover. ` : "", cover(gap));
    const difference = (one) => el("li", {}, `${days(one)}: here ${names(one.here)}, in the calendar ${names(one.there)}`);
    return el(
      "div",
      {},
      el("h4", {}, gaps.length ? "Gaps" : "No gap"),
      el("ul", { class: "sh-list" }, gaps.map(gapLine)),
      el("h4", {}, CALENDAR_WORDS[calendar.state] ?? calendar.state),
      el("ul", { class: "sh-list" }, calendar.differences.map(difference)),
      problems?.length ? el("div", { class: "sh-warning" }, el("ul", {}, problems.map((one) => el("li", {}, one)))) : null,
    );
  }

  key(event) {
    if (event.key === "Escape" && this.composer.back()) event.preventDefault();
  }
}

const CALENDAR_WORDS = {
  agrees: "The Team Roles calendar agrees",
  differs: "The Team Roles calendar differs",
  unreadable: "The Team Roles calendar can’t be read",
};

function fairness({ fairness: shares, people }) {
  const line = (share) =>
    el(
      "tr",
      {},
      el("td", {}, people[share.person_id] ?? share.person_id),
      el("td", {}, share.weeks_served),
      el("td", {}, share.weeks_planned),
      el("td", {}, `${share.holiday_days}${share.repeated_holidays ? " (again)" : ""}`),
      el("td", {}, share.cover_owed || ""),
    );
  const heads = ["", "Weeks, last year", "Weeks, next year", "Holiday days", "Cover owed"];
  return el(
    "table",
    { class: "sh-table" },
    el("caption", {}, "Who did, and will do, how much"),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, shares.map(line)),
  );
}

function seatNames(row) {
  const name = (seat) => (seat ? seat.name + (seat.source === "override" ? " (swap or cover)" : "") : "nobody");
  return row.seats.map(name).join(", ");
}

function names(list) {
  return list.length ? list.join(", ") : "nobody";
}

function days({ from, to }) {
  return `${dayWord(from)} to ${dayWord(to)}`;
}

function baseUrl() {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  return (config && JSON.parse(config).baseUrl) || document.body.dataset.baseUrl || "/";
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-rotation-root");
  const page = new RotationPage(model, root);
  const forComposer = (hear) => (content) => hear.call(page.composer, content);
  return listen(model, {
    rota: (content) => page.onRota(content),
    problem: (content) => page.onProblem(content),
    plan: forComposer(page.composer.onPlan),
    refused: forComposer(page.composer.onRefused),
  }, early);
}

export default widget(render);
