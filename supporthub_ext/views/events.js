// The hubs' events: those that are on, those to come, and what is still to be written down about them.
import { button, el, problemBand } from "./dom.js";
import { eventLine } from "./eventline.js";
import { readersZone } from "./hours.js";
import { FoldedSection } from "./section.js";
import { clockTime, hearTime, serverNow } from "./words.js";

const DAY_SPAN = 86_400_000;
const SOON_DAYS = 7;

export class EventsSection {
  constructor(send) {
    this.send = send;
    this.section = new FoldedSection("Events at the hubs", "Looking for events …", () => send("events"));
    this.root = this.section.root;
    this.root.classList.add("sh-events");
  }

  hear({ answer, problem }) {
    if (problem) return this.section.fail(problem);
    hearTime(answer.now);
    const events = answer.events.filter((event) => event.state !== "over");
    if (!events.length && !answer.as_of) return answer.problem ? this.section.fail(answer.problem) : null; // still to come
    this.section.openOnce(events.some(isNear));
    return this.section.show(this.beside(events), ...this.content(answer, events));
  }

  beside(events) {
    const badge = (tone, words) => el("span", { class: "sh-badge", "data-tone": tone }, words);
    const [on, near] = [events.filter((event) => event.state === "on"), events.filter(isNear)];
    if (!events.length) return [el("span", {}, "none known")];
    const toCome = near.length - on.length;
    return [on.length ? badge("soon", `${on.length} on now`) : null, el("span", {}, toCome ? `${toCome} within a week` : "none within a week")];
  }

  content({ as_of: asOf, problem }, events) {
    const trouble = problem && problemBand(problem, button("Try again", () => this.send("events")));
    if (!events.length) return [trouble, el("p", { class: "sh-none" }, "No event of a hub is known, neither now nor later.")];
    const [first, later] = [events.filter(withinNotice), events.filter((event) => !withinNotice(event))];
    const list = (some) => el("ul", { class: "sh-eventlist" }, some.map(eventLine));
    const clocks = `First the hours by your clock (${readersZone()}), then those of the place and of who is on duty.`;
    const age = el("p", { class: "sh-kind" }, asOf ? `As of ${clockTime(asOf)}. ${clocks}` : clocks);
    return [trouble, first.length ? list(first) : null, later.length ? laterOnes(list(later), later.length) : null, age];
  }
}

function laterOnes(list, count) {
  return el("details", {}, el("summary", {}, count === 1 ? "1 later" : `${count} later`), list);
}

function isNear(event) {
  return event.state === "on" || within(event, SOON_DAYS);
}

// Nearer than the notice that is asked for: too late to tell us in time. One without a date may be near as well.
function withinNotice(event) {
  return event.state === "on" || !event.starts_at || within(event, event.notice.asked_days);
}

function within({ starts_at: start }, days) {
  return Boolean(start) && Date.parse(start) - serverNow() < days * DAY_SPAN;
}
