// Who can see a text, in words and colour; and what a plan's words mean on the screen.
import { el } from "./dom.js";

const AUDIENCE_WORDS = {
  requester: "The requester sees this",
  team: "Only the team sees this",
  public: "Everybody can see this",
};

export const STEP_STATE_WORDS = {
  planned: "not yet",
  open: "under way …",
  doubtful: "not sure whether it arrived",
  done: "done",
  adopted: "already there",
  by_hand: "done by hand",
  failed: "failed",
  skipped: "skipped",
  cancelled: "not sent",
};

export const PLAN_STATE_WORDS = {
  shown: "previewed",
  held: "about to go",
  running: "under way",
  stopped: "stopped half-way",
  done: "done",
  cancelled: "given up",
};

export function audienceMark(audience) {
  const attributes = { class: "sh-audience", "data-audience": audience };
  return el("span", attributes, AUDIENCE_WORDS[audience] ?? audience);
}
