// Beside the conversation: why the ticket wants what it wants, what we did, and what is known about it.
import { button, el, link } from "./dom.js";
import { PLAN_STATE_WORDS, STEP_STATE_WORDS, audienceMark } from "./marks.js";
import { STEP_VERBS, moment, when } from "./words.js";

// -- why this step, and why by then -----------------------------------------------------------------------------

// `open` is told the action that mends what contradicts.
export function derivation({ ticket, derivation: lines, mismatches, forms }, open) {
  const due = ticket.due_at ? `Due ${when(ticket.due_at)}` : "No clock is running";
  const list = lines.length
    ? el("ol", { class: "sh-derivation" }, lines.map(derivationLine))
    : el("p", { class: "sh-none" }, "There is nothing to work out.");
  const wrong = (mismatches ?? []).map((one) => el("li", {}, one.text, " ", mendButton(one.mend, forms, open)));
  return [
    wrong.length ? el("div", { class: "sh-warning" }, "Places contradict each other:", el("ul", {}, wrong)) : null,
    el("p", {}, el("strong", {}, STEP_VERBS[ticket.next_step] ?? ticket.next_step), ` · ${due}`),
    ticket.stuck?.length ? el("div", { class: "sh-warning" }, "It seems stuck:", el("ul", {}, ticket.stuck.map((one) => el("li", {}, one)))) : null,
    list,
  ];
}

function mendButton(action, forms, open) {
  const form = forms.find((one) => one.action === action);
  return form ? button("Mend this", () => open(action), { title: form.verb }) : null;
}

function derivationLine(line) {
  const source = [line.source, line.rule && `rule ${line.rule}`].filter(Boolean).join(" · ");
  return el(
    "li",
    {},
    el("div", {}, line.text),
    line.sentence ? el("q", {}, line.sentence) : null,
    source ? el("small", {}, source) : null,
  );
}

// -- what we did ------------------------------------------------------------------------------------------------

export function history(plans, nameOf, goOn) {
  if (!plans.length) return [el("p", { class: "sh-none" }, "Nothing was sent from this desk yet.")];
  return plans.map((plan) => pastPlan(plan, nameOf, goOn));
}

function pastPlan(plan, nameOf, goOn) {
  const open = ["held", "running", "stopped"].includes(plan.state);
  return el(
    "article",
    { class: "sh-past", "data-state": plan.state },
    el(
      "header",
      {},
      el("strong", {}, nameOf(plan.action)),
      el("span", { class: "sh-kind" }, `${PLAN_STATE_WORDS[plan.state] ?? plan.state} · ${plan.actor}`),
      el("time", { datetime: plan.created_at, title: moment(plan.created_at) }, when(plan.created_at)),
    ),
    el("ul", {}, plan.steps.map(pastStep)),
    open ? button("Look at it", () => goOn(plan)) : null,
  );
}

function pastStep(step) {
  const receipt = step.receipt ?? {};
  return el(
    "li",
    {},
    audienceMark(step.audience),
    ` ${STEP_STATE_WORDS[step.state] ?? step.state}`,
    receipt.at ? ` ${when(receipt.at)} ` : " ",
    link(receipt.link, "see it"),
    el("div", { class: "sh-snippet" }, step.text),
  );
}

// -- about ------------------------------------------------------------------------------------------------------

const FACTS = [
  ["requester", "Requester"],
  ["requester_mail", "Mail"],
  ["may_ask", "May ask"],
  ["community", "Community"],
  ["hub", "Hub"],
  ["status_label", "Status"],
  ["assignee", "Assigned to"],
  ["type", "Type"],
  ["tags", "Tags"],
  ["created_at", "Opened"],
  ["updated_at", "Last change"],
];

export function about({ ticket, facts, same_hub: others, representative }, open) {
  const known = { ...ticket, ...facts, may_ask: representative?.representatives.map((one) => one.name) ?? [] };
  const rows = FACTS.map(([name, label]) => fact(label, shown(name, known[name]))).filter(Boolean);
  const problems = (known.problems ?? []).map((problem) => el("li", {}, problem));
  return [
    problems.length ? el("div", { class: "sh-warning" }, "This could not be read:", el("ul", {}, problems)) : null,
    el("dl", { class: "sh-facts" }, rows),
    el("h4", {}, neighbours(known.hub ? "hub" : "community", others.length)),
    el("ul", { class: "sh-others" }, others.map((other) => otherTicket(other, open))),
  ];
}

// A ticket that names no hub is shown those of its community.
function neighbours(place, many) {
  return many ? `Other tickets of this ${place}` : `No other ticket of this ${place} is open`;
}

function fact(label, value) {
  return value ? [el("dt", {}, label), el("dd", {}, value)] : null;
}

function shown(name, value) {
  if (Array.isArray(value)) return value.join(", ");
  if (!name.endsWith("_at")) return value;
  return value ? el("span", { title: moment(value) }, when(value)) : null;
}

function otherTicket(other, open) {
  const text = `#${other.ticket_id} ${other.subject}`;
  return el(
    "li",
    {},
    button(text, () => open(other.ticket_id), { class: "sh-button sh-quiet sh-other" }),
    el("span", { class: "sh-kind" }, STEP_VERBS[other.next_step] ?? other.next_step),
  );
}
