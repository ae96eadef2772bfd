// The open tickets of a handover: what each needs from whoever comes next.
import { button, el, link, problemBand } from "./dom.js";
import { calm, loadingRows } from "./nothing.js";
import { dueClock, when } from "./words.js";

const FIRST_SHOWN = 6;

// `all` says whether every ticket is shown; `showAll` is called when somebody wants that.
export function openTickets({ tickets, state, problem }, all, showAll) {
  if (!tickets.length && problem) return problemBand(problem); // it is read again by itself
  if (!tickets.length && state === "loading") return loadingRows("The tickets are still being read …");
  if (!tickets.length) return calm("No ticket is open", "There is nothing to hand over but the seat itself.");
  const shown = all ? tickets : tickets.slice(0, FIRST_SHOWN);
  const list = el("ol", { class: "sh-opentickets" }, shown.map(openTicket));
  const old = problem ? el("p", { class: "sh-warning" }, `${problem.message} These are the last good ones.`) : null;
  const early = state === "loading" ? el("p", { class: "sh-kind", role: "status" }, "Slack, GitHub and the calendar are still being read …") : null;
  const rest = tickets.slice(shown.length);
  return el("section", {}, el("h5", {}, counted(tickets)), old, early, list, rest.length ? theRest(list, rest, showAll) : null);
}

function theRest(list, tickets, showAll) {
  const press = () => {
    showAll();
    more.remove();
    list.append(...tickets.map(openTicket));
    list.children[FIRST_SHOWN].focus();
  };
  const more = button(`Show ${tickets.length} more`, press);
  return more;
}

function counted(tickets) {
  const late = tickets.filter((one) => one.due_at && dueClock(one).tone === "late").length;
  const open = tickets.length === 1 ? "1 open ticket" : `${tickets.length} open tickets`;
  return late ? `${open}, ${late} late` : open;
}

function openTicket(one) {
  const number = `#${one.ticket_id}`;
  const fact = (word, ...texts) => [el("dt", {}, word), el("dd", {}, texts)];
  return el(
    "li",
    { tabindex: "-1" },
    el("header", {}, link(one.link, number) ?? number, " ", el("strong", {}, one.subject)),
    el(
      "dl",
      { class: "sh-facts" },
      fact("Next step", upper(one.next_step)),
      fact("Whose turn", one.ball),
      fact("Promised", promised(one)),
      fact("State", linked(one.state)),
      fact("Last said", one.last_message),
    ),
  );
}

function promised(one) {
  if (!one.due_at) return one.promise;
  const clock = dueClock(one);
  const late = clock.tone === "late" ? el("span", { class: "sh-badge", "data-tone": "late" }, clock.text) : null;
  return [`${when(one.due_at)} `, late];
}

// A bare address becomes a link that is called what stands before it: "thread ↗".
function linked(text) {
  return text.split(/(\w+ https?:\/\/[^\s;]+)/).map((part) => {
    const [word, address] = part.split(" ");
    return (/^https?:/.test(address ?? "") && link(address, `${word} ↗`)) || part;
  });
}

function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
