// Gaps, differences from the Team Roles calendar, problems: what needs somebody's eye.
import { button, el } from "./dom.js";
import { dayWord } from "./words.js";

const CALENDAR_WORDS = {
  agrees: "The Team Roles calendar agrees",
  differs: "The Team Roles calendar differs",
  unreadable: "The Team Roles calendar can’t be read",
};

// `cover` is told the fields of the form that records a proposed cover.
export function needsEye({ gaps, calendar, problems }, cover) {
  return el(
    "div",
    {},
    el("h4", {}, gaps.length ? "Gaps" : "No gap"),
    el("ul", { class: "sh-list" }, gaps.map((gap) => gapLine(gap, cover))),
    el("h4", {}, CALENDAR_WORDS[calendar.state] ?? calendar.state),
    el("ul", { class: "sh-list" }, calendar.differences.map(difference)),
    problems?.length ? el("div", { class: "sh-warning" }, el("ul", {}, problems.map((one) => el("li", {}, one)))) : null,
  );
}

function gapLine(gap, cover) {
  const record = gap.fields && button("Record this cover", () => cover(gap.fields));
  return el("li", {}, `${stretch(gap)}: ${gap.why}. `, gap.proposed ? `${gap.proposed.name} could cover. ` : "", record);
}

function difference(one) {
  return el("li", {}, `${stretch(one)}: here ${named(one.here)}, in the calendar ${named(one.there)}`);
}

function named(list) {
  return list.length ? list.join(", ") : "nobody";
}

function stretch({ from, to }) {
  return `${dayWord(from)} to ${dayWord(to)}`;
}
