// The engineers as a table: what each has open, when they were asked last, what speaks for and against.
import { button, el, listen, problemBand, widget } from "./dom.js";
import { reasonLine } from "./engineers.js";
import { when } from "./words.js";

const HEADS = ["Engineer", "Open", "Last asked", "If you ask now"];

function table({ engineers, ticket_id }) {
  const title = ticket_id === null ? "Whom to ask" : `Whom to ask about ticket ${ticket_id}`;
  return el(
    "table",
    { class: "sh-table" },
    el("caption", {}, title),
    el("thead", {}, el("tr", {}, HEADS.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, engineers.map(line)),
  );
}

function line(one) {
  const badge = one.suggested ? el("span", { class: "sh-badge", "data-tone": "calm" }, "suggested") : null;
  return el(
    "tr",
    {},
    el("td", {}, el("strong", {}, one.name), " ", badge),
    el("td", {}, one.open),
    el("td", {}, one.last_asked_at ? when(one.last_asked_at) : "not lately"),
    el("td", {}, reasonLine("for", one), reasonLine("against", one)),
  );
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-engineers-root");
  const place = el("section", { class: "sh-rotation", "aria-label": "Engineers" }, el("p", { class: "sh-kind" }, "Looking who could …"));
  root.append(place);
  const again = () => button("Try again", () => model.send({ type: "again" }));
  return listen(model, {
    engineers: (content) => place.replaceChildren(table(content)),
    problem: ({ problem }) => place.replaceChildren(problemBand(problem, again())),
  }, early);
}

export default widget(render);
