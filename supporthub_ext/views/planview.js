// A plan on the screen, before, while and after it runs: one block for each thing that happens, with who sees it.
import { button, el, link, problemBand } from "./dom.js";
import { STEP_STATE_WORDS, audienceMark } from "./marks.js";

const KIND_WORDS = {
  reply: "Mail",
  note: "Private note",
  set_status: "Status",
  post_message: "Slack message",
  react: "Slack reaction",
  create_label: "GitHub label",
  create_issue: "GitHub issue",
  comment: "GitHub comment",
  close_issue: "Close the issue",
  assign: "Assignee",
  add_item: "Sprint Board",
  set_field: "Sprint Board",
  move_item: "Sprint Board",
  set_topic: "Slack topic",
  set_members: "Slack group",
  record: "Our own record",
};

// `byHand` is told a step and the link to what was made by hand in its place.
export function steps(plan, byHand) {
  const started = plan.state !== "shown";
  const standing = (step) => (plan.state === "stopped" && step.state === "open" ? "doubtful" : step.state);
  return el("ol", { class: "sh-steps" }, plan.steps.map((step) => stepBlock(step, started, standing(step), byHand)));
}

function stepBlock(step, started, standing, byHand) {
  return el(
    "li",
    { class: "sh-stepblock", "data-state": standing },
    el(
      "header",
      {},
      audienceMark(step.audience),
      el("span", { class: "sh-to" }, `${KIND_WORDS[step.kind] ?? step.kind} · ${step.to}`),
      started ? state(step, standing) : null,
    ),
    el("div", { class: "sh-exact" }, step.text),
    step.side_effects.length ? el("ul", { class: "sh-effects" }, step.side_effects.map((one) => el("li", {}, one))) : null,
    step.receipt?.error ? problemBand(step.receipt.error) : null,
    ["failed", "doubtful"].includes(standing) ? byHandForm(step, byHand) : null,
  );
}

// Somebody made it at the service themselves; the service is asked whether it is there.
function byHandForm(step, byHand) {
  const where = el("input", { class: "sh-input", placeholder: "Link to it", "aria-label": `Link to what you did: ${step.to}` });
  const done = button("It is done", () => byHand(step.id, where.value.trim()), { disabled: true });
  where.addEventListener("input", () => (done.disabled = !where.value.trim()));
  return el("details", { class: "sh-byhand" }, el("summary", {}, "I did this by hand"), el("div", { class: "sh-release" }, where, done));
}

function state(step, standing) {
  const words = STEP_STATE_WORDS[standing] ?? standing;
  return el("span", { class: "sh-state", "data-state": standing }, words, " ", link(step.receipt?.link, "see it ↗"));
}

// What was looked at before sending. `release` is told a rule and the reason to send all the same.
export function checks(plan, release) {
  if (plan.state !== "shown") return null;
  return el("div", { class: "sh-checks" }, plan.checks.map((check) => checkBand(check, plan.released ?? {}, release)));
}

function checkBand(check, released, release) {
  const reason = released[check.rule];
  const stops = check.level === "stop" && !reason;
  return el(
    "div",
    { class: "sh-check", "data-level": reason ? "released" : check.level, role: stops ? "alert" : "note" },
    el("strong", {}, reason ? "Released" : stops ? "This holds it back" : "Please look"),
    el("span", {}, check.caught),
    el("span", { class: "sh-kind" }, reason ? `Your reason: ${reason}` : check.what_to_do),
    stops ? releaseForm(check.rule, release) : null,
  );
}

function releaseForm(rule, release) {
  const reason = el("input", { class: "sh-input", placeholder: "Why it is right all the same", "aria-label": "Reason" });
  const free = button("Send all the same", () => release(rule, reason.value.trim()), { disabled: true });
  reason.addEventListener("input", () => (free.disabled = !reason.value.trim()));
  return el("div", { class: "sh-release" }, reason, free);
}

function stopped(plan, finished, all) {
  const far = finished ? `Stopped after ${finished} of ${all} steps.` : "It stopped.";
  const doubtful = plan.steps.some((step) => step.state === "open");
  return `${far} ${doubtful ? "Trying again first looks whether it arrived." : "What was sent stays sent."}`;
}

export function heldBack(plan) {
  return plan.checks.some((check) => check.level === "stop" && !(plan.released ?? {})[check.rule]);
}

// One sentence about how far a plan is.
export function progress(plan) {
  const finished = plan.steps.filter((step) => ["done", "adopted", "by_hand", "skipped"].includes(step.state)).length;
  const all = plan.steps.length;
  if (plan.state === "done") return all === 1 ? "Done." : `Done, all ${all} steps.`;
  if (plan.state === "cancelled") return finished ? `Given up after ${finished} of ${all} steps.` : "Nothing was sent.";
  if (plan.state === "stopped") return stopped(plan, finished, all);
  return all === 1 ? "Sending …" : `Step ${Math.min(finished + 1, all)} of ${all} …`;
}
