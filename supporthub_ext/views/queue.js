// The queue: a grid of tickets in the order to work in. Ten thousand rows stay smooth because only those in
// sight are elements; a refresh keeps selection, scroll, filter, sort and focus because all of them hang on
// ticket ids, never on positions.
import { el, button, listen, problemBand } from "./dom.js";
import { STEP_VERBS, BALL_WORDS, IMPACT_SHORT, dueClock, hearTime, hubName, moment, when } from "./words.js";

const ROW_HEIGHT = 64; // as in queue.css
const SPARE_ROWS = 4;
const CLOCK_EVERY = 15_000;
const IMPACT_ORDER = ["critical", "high", "medium", "low", "unknown"];

const COLUMNS = [
  { name: "due", title: "Due", key: (row) => row.due_at ?? "9" },
  { name: "step", title: "Next step", key: (row) => STEP_VERBS[row.next_step] ?? row.next_step },
  { name: "ticket", title: "Ticket", key: (row) => (row.subject ?? "").toLowerCase() },
  { name: "where", title: "Community", key: (row) => `${row.community ?? "~"} ${row.hub ?? ""}`.toLowerCase() },
  { name: "impact", title: "Impact", key: (row) => IMPACT_ORDER.indexOf(row.impact) },
];

let views = 0;

class QueueView {
  constructor(model, root) {
    this.model = model;
    this.prefix = `sh-row-${++views}-`;
    this.rows = new Map(); // ticket id -> row
    this.order = []; // ids, as the server says to work
    this.shown = []; // ids, filtered and sorted
    this.nodes = new Map(); // ids in sight -> their elements
    this.words = new Map(); // ticket id -> what the filter looks in
    this.selected = this.opened = this.sort = null;
    this.filter = "";
    this.limited = false;
    this.state = "loading";
    this.build(root);
  }

  // -- building once ------------------------------------------------------------------------------------

  build(root) {
    this.search = el("input", {
      type: "search",
      class: "sh-search",
      placeholder: "Filter by person, subject, community, step …",
      "aria-label": "Filter the queue",
      oninput: () => this.setFilter(this.search.value),
      onkeydown: (event) => this.searchKey(event),
    });
    this.count = el("span", { class: "sh-count", role: "status" });
    this.unsort = button("Order to work in", () => this.setSort(null), { class: "sh-button sh-quiet", hidden: true });
    this.heads = COLUMNS.map((column) => this.head(column));
    this.space = el("div", { class: "sh-space", role: "presentation" });
    this.body = el("div", { class: "sh-body", role: "rowgroup" }, this.space);
    this.grid = this.buildGrid();
    this.instead = el("div", { class: "sh-instead" });
    this.trouble = el("div", {});
    this.bar = el("div", { class: "sh-bar" }, this.search, this.unsort, this.count);
    root.append(el("section", { class: "sh-queue", "aria-label": "Queue" }, this.bar, this.trouble, this.grid, this.instead));
  }

  buildGrid() {
    const heads = el("div", { role: "row", class: "sh-row sh-heads" }, this.heads);
    const grid = el(
      "div",
      { class: "sh-grid", role: "grid", tabindex: "0", "aria-label": "Tickets", "aria-colcount": COLUMNS.length },
      el("div", { role: "rowgroup" }, heads),
      this.body,
    );
    grid.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("scroll", () => this.paintSoon(), { passive: true });
    this.space.addEventListener("click", (event) => this.click(event));
    return grid;
  }

  head(column) {
    const press = () => this.setSort(column.name);
    const title = el("button", { type: "button", class: "sh-head", tabindex: "-1", onclick: press }, column.title);
    return el("div", { role: "columnheader", class: `sh-cell sh-${column.name}`, "aria-sort": "none" }, title);
  }

  // -- hearing the kernel ---------------------------------------------------------------------------------

  // `changed` are whole rows, `order` all ids or null when it stayed. `whole` starts afresh.
  onRows({ whole, changed, order, now, state, progress, limited }) {
    if (whole) this.rows.clear();
    for (const row of changed) this.put(row);
    if (order) this.setOrder(order);
    hearTime(now);
    Object.assign(this, { state, progress, limited });
    this.trouble.replaceChildren();
    this.arrange();
  }

  put(row) {
    this.rows.set(row.ticket_id, row);
    const step = STEP_VERBS[row.next_step];
    const text = [row.ticket_id, row.subject, row.community, row.hub, row.requester, row.assignee, row.reason, step];
    this.words.set(row.ticket_id, [...text, row.status_label, row.impact].join(" ").toLowerCase());
  }

  setOrder(order) {
    const kept = new Set(order);
    for (const id of this.rows.keys()) {
      if (!kept.has(id)) this.rows.delete(id);
    }
    this.order = order;
  }

  onMark({ ticket_id }) {
    this.opened = ticket_id;
    this.selected ??= ticket_id;
    this.markRows();
  }

  onProblem({ problem }) {
    this.trouble.replaceChildren(problemBand(problem));
  }

  // -- filter and sort --------------------------------------------------------------------------------------

  setFilter(text) {
    this.filter = text.trim().toLowerCase();
    this.body.scrollTop = 0;
    this.arrange();
  }

  clearFilter() {
    this.search.value = "";
    this.setFilter("");
    this.search.focus();
  }

  // First press: ascending; second: descending; third: back to the order to work in.
  setSort(name) {
    const again = this.sort?.name === name;
    this.sort = !name || (again && this.sort.down) ? null : { name, down: again };
    this.body.scrollTop = 0;
    this.arrange();
  }

  arrange() {
    const anchor = this.anchor();
    const words = this.filter.split(/\s+/).filter(Boolean);
    const fits = (id) => words.every((word) => this.words.get(id).includes(word));
    this.shown = this.sorted(words.length ? this.order.filter(fits) : [...this.order]);
    this.space.style.height = `${this.shown.length * ROW_HEIGHT}px`;
    this.holdScroll(anchor);
    this.describe();
    this.paint();
  }

  sorted(ids) {
    if (!this.sort) return ids;
    const { key } = COLUMNS.find((column) => column.name === this.sort.name);
    const keys = new Map(ids.map((id) => [id, key(this.rows.get(id))]));
    const turn = this.sort.down ? -1 : 1;
    const compare = (one, other) => (one < other ? -turn : one > other ? turn : 0);
    return ids.sort((one, other) => compare(keys.get(one), keys.get(other)));
  }

  // The row at the upper edge and how far it is scrolled: a refresh must not move what is being read.
  anchor() {
    const top = this.body.scrollTop;
    return top > 0 ? { id: this.shown[Math.floor(top / ROW_HEIGHT)], rest: top % ROW_HEIGHT } : null;
  }

  holdScroll(anchor) {
    const place = anchor ? this.shown.indexOf(anchor.id) : -1;
    if (place >= 0) this.body.scrollTop = place * ROW_HEIGHT + anchor.rest;
  }

  describe() {
    const [shown, all] = [this.shown.length, this.order.length];
    this.count.textContent = this.filter ? `${shown} of ${all}` : all === 1 ? "1 ticket" : `${all} tickets`;
    this.grid.setAttribute("aria-rowcount", shown + 1);
    this.unsort.hidden = !this.sort;
    this.heads.forEach((head, place) => head.setAttribute("aria-sort", this.sortOf(COLUMNS[place])));
    this.grid.hidden = shown === 0;
    this.bar.hidden = all === 0;
    this.instead.replaceChildren(...(shown ? [] : [this.nothing()]));
  }

  sortOf(column) {
    if (this.sort?.name !== column.name) return "none";
    return this.sort.down ? "descending" : "ascending";
  }

  // -- nothing to show: still loading, all done, or filtered away ---------------------------------------------

  nothing() {
    if (this.filter && this.order.length) return this.noMatch();
    if (this.state === "loading") return loadingRows(this.progress?.text);
    if (this.limited) return calm("None of these tickets is open any more.", "Show the whole queue with: desk");
    return calm("Nothing is waiting.", "Every promise is kept. Enjoy the quiet.");
  }

  noMatch() {
    const clear = button("Show all", () => this.clearFilter());
    return el("div", { class: "sh-calm" }, el("p", {}, `No ticket has “${this.search.value.trim()}” in it.`), clear);
  }

  // -- painting ---------------------------------------------------------------------------------------------

  paintSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.paint();
    });
  }

  paint() {
    const first = Math.max(0, Math.floor(this.body.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const count = Math.ceil((this.body.clientHeight || 600) / ROW_HEIGHT) + 2 * SPARE_ROWS;
    const ids = this.shown.slice(first, first + count);
    this.dropUnseen(new Set(ids));
    ids.forEach((id, index) => this.paintRow(id, first + index));
    this.markRows();
  }

  dropUnseen(ids) {
    for (const [id, { node }] of this.nodes) {
      if (ids.has(id)) continue;
      node.remove();
      this.nodes.delete(id);
    }
  }

  // Rows keep their elements while they are in sight, so that a refresh between press and release loses no click.
  paintRow(id, place) {
    const row = this.rows.get(id);
    const known = this.nodes.get(id) ?? { node: this.emptyRow(id), row: null };
    if (known.row !== row) known.node.replaceChildren(...cells(row));
    known.node.style.transform = `translateY(${place * ROW_HEIGHT}px)`;
    known.node.setAttribute("aria-rowindex", place + 2);
    this.nodes.set(id, { node: known.node, row });
    drawClock(known.node, row);
  }

  emptyRow(id) {
    const node = el("div", { role: "row", id: this.prefix + id, class: "sh-row", "data-ticket": id });
    this.space.append(node);
    return node;
  }

  markRows() {
    for (const [id, { node }] of this.nodes) {
      node.setAttribute("aria-selected", id === this.selected);
      node.classList.toggle("sh-opened", id === this.opened);
    }
    const active = this.nodes.has(this.selected) ? this.prefix + this.selected : "";
    this.grid.setAttribute("aria-activedescendant", active);
  }

  tick() {
    for (const { node, row } of this.nodes.values()) drawClock(node, row);
  }

  // -- hands ------------------------------------------------------------------------------------------------

  click(event) {
    const row = event.target.closest("[data-ticket]");
    if (!row || event.target.closest("a")) return;
    this.select(Number(row.dataset.ticket));
    this.open(false);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.body.clientHeight / ROW_HEIGHT) - 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter" && event.target === this.grid) this.open(true);
    else if (event.key === "/") this.search.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  searchKey(event) {
    if (event.key === "Escape") this.clearFilter();
    else if (event.key === "ArrowDown" || event.key === "Enter") this.enterGrid();
    else return;
    event.preventDefault();
  }

  enterGrid() {
    this.grid.focus();
    if (!this.shown.includes(this.selected)) this.move(-Infinity);
  }

  move(by) {
    if (!this.shown.length) return;
    const from = this.shown.indexOf(this.selected);
    const wanted = from < 0 ? (by === Infinity ? by : 0) : from + by;
    this.select(this.shown[Math.min(this.shown.length - 1, Math.max(0, wanted))]);
  }

  select(id) {
    this.selected = id;
    const top = this.shown.indexOf(id) * ROW_HEIGHT;
    const below = top + ROW_HEIGHT - this.body.clientHeight;
    if (top < this.body.scrollTop) this.body.scrollTop = top;
    else if (below > this.body.scrollTop) this.body.scrollTop = below;
    this.paint();
  }

  open(focus) {
    if (this.selected === null) return;
    this.opened = this.selected;
    this.markRows();
    this.model.send({ type: "open", ticket_id: this.selected, focus });
  }
}

// -- the cells of a row ---------------------------------------------------------------------------------------

function cells(row) {
  return [
    cell("due", el("span", { class: "sh-clock" }), el("span", { title: moment(row.due_at) }, when(row.due_at))),
    cell("step", STEP_VERBS[row.next_step] ?? row.next_step, el("span", { title: row.reason }, row.reason ?? "")),
    cell("ticket", el("span", { title: row.subject }, row.subject || "(no subject)"), ticketLine(row)),
    cell("where", row.community ?? "No community", hubName(row.hub)),
    cell("impact", impactMark(row.impact), BALL_WORDS[row.ball] ?? row.ball),
  ];
}

function cell(name, first, second) {
  const attributes = { role: "gridcell", class: `sh-cell sh-${name}` };
  return el("div", attributes, el("div", { class: "sh-first" }, first), el("div", { class: "sh-second" }, second));
}

function ticketLine(row) {
  const place = el("span", { class: "sh-near" }, ` · ${row.community ?? "No community"}`);
  return [`#${row.ticket_id} · ${row.requester ?? "Unknown requester"}`, place];
}

function impactMark(impact) {
  return el("span", { class: `sh-mark sh-mark-${impact}` }, IMPACT_SHORT[impact] ?? impact);
}

function drawClock(node, row) {
  const { text, tone } = dueClock(row);
  const clock = node.querySelector(".sh-clock");
  if (clock.textContent !== text) clock.textContent = text;
  node.dataset.tone = tone;
}

// -- in place of rows -----------------------------------------------------------------------------------------

function loadingRows(text) {
  const bars = Array.from({ length: 6 }, () => el("div", { class: "sh-skeleton" }, el("i"), el("i"), el("i")));
  const line = el("p", { role: "status" }, text || "Reading the tickets …");
  return el("div", { class: "sh-loading" }, line, ...bars);
}

function calm(first, second) {
  const cup = el("div", { class: "sh-cup", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el("div", { class: "sh-calm", role: "status" }, cup, el("p", {}, first), el("span", {}, second));
}

function render({ model, el: root }) {
  root.classList.add("sh-root", "sh-queue-root");
  const view = new QueueView(model, root);
  view.describe();
  const stop = listen(model, {
    rows: (content) => view.onRows(content),
    mark: (content) => view.onMark(content),
    problem: (content) => view.onProblem(content),
    focus: () => view.grid.focus(),
  });
  const ticking = setInterval(() => view.tick(), CLOCK_EVERY);
  const resized = new ResizeObserver(() => view.paintSoon());
  resized.observe(view.body);
  return () => {
    stop();
    clearInterval(ticking);
    resized.disconnect();
  };
}

export default { render };
