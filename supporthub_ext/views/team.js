// What the team said elsewhere about a ticket: in its Slack thread, in its issue, and who was asked.
import { el, link } from "./dom.js";
import { moment, when } from "./words.js";

const ASK_WORDS = { open: "has not answered yet", accepted: "takes it", declined: "can’t take it" };

export function team({ thread, issue, asks }) {
  return [
    el("h4", {}, "Asked"),
    asks?.length ? el("ul", { class: "sh-plainlist" }, asks.map(asked)) : none("Nobody was asked from this desk."),
    el("h4", {}, "Slack thread ", thread && link(thread.link, "open ↗")),
    ...(thread ? talk(thread.messages) : [none("There is no thread yet.")]),
    el("h4", {}, "Support issue ", issue && link(issue.link, "open ↗")),
    issue ? el("p", { class: "sh-kind" }, standing(issue)) : none("There is no issue yet."),
    ...(issue ? talk(issue.comments) : []),
  ];
}

function none(text) {
  return el("p", { class: "sh-none" }, text);
}

function asked(ask) {
  const why = ask.overrule_reason ? ` (${ask.overrule_reason})` : "";
  return el("li", {}, el("strong", {}, ask.name ?? ask.person_id), ` ${ASK_WORDS[ask.state] ?? ask.state}${why} · ${when(ask.asked_at)}`);
}

function standing({ state, status, sprint, assignees }) {
  const who = assignees.length ? `assigned to ${assignees.join(", ")}` : "nobody is assigned";
  return [state, status && `on the board: ${status}`, sprint, who].filter(Boolean).join(" · ");
}

// Slack writes links as <address|words>.
function slackText(text) {
  return text.split(/(<https?:[^>]+>)/).map((part) => {
    const [, address, words] = /^<(https?:[^|>]+)(?:\|([^>]+))?>$/.exec(part) ?? [];
    return address ? link(address, words ?? address) : part;
  });
}

function talk(messages) {
  if (!messages.length) return [none("Nothing was said there yet.")];
  return messages.map((one) =>
    el(
      "article",
      { class: "sh-message", "data-audience": "team" },
      el("header", {}, el("strong", {}, one.from ?? "Somebody"), el("time", { datetime: one.at, title: moment(one.at) }, when(one.at))),
      el("div", { class: "sh-text sh-plain" }, slackText(one.text)),
    ),
  );
}
