// The queue: a grid of tickets in the order to work in. Ten thousand rows stay smooth because only those in
// sight are elements; a refresh keeps selection, scroll, filter, sort and focus because all of them hang on
// ticket ids, never on positions.
import { Arrangement, COLUMNS } from "./arrangement.js";
import { Choice } from "./choice.js";
import { button, el, listen, problemBand, widget } from "./dom.js";
import { helpDialog } from "./help.js";
import { calm, loadingRows } from "./nothing.js";
import { Painter, ROW_HEIGHT } from "./painter.js";
import { QuickViews } from "./quickviews.js";
import { hearTime } from "./words.js";

const HEAD_HEIGHT = 31; // as in queue.css
const CLOCK_EVERY = 15_000;

class QueueView {
  constructor(model, root) {
    this.model = model;
    this.all = new Arrangement();
    this.quick = new QuickViews(() => this.afresh());
    this.choice = new Choice(() => this.markRows(), (ticket_ids) => model.send({ type: "together", ticket_ids }));
    this.shown = []; // ids, filtered and sorted
    this.selected = this.opened = null;
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
    this.help = helpDialog();
    this.unsort = button("Order to work in", () => this.setSort(null), { class: "sh-button sh-quiet", hidden: true });
    this.heads = COLUMNS.map((column) => this.head(column));
    this.space = el("div", { class: "sh-space", role: "rowgroup" });
    this.grid = this.buildGrid();
    this.painter = new Painter(this.grid, this.space, (id) => this.choice.cell(id));
    this.instead = el("div", { class: "sh-instead" });
    this.trouble = el("div", {});
    const keys = button("?", () => this.help.showModal(), { class: "sh-button sh-quiet", "aria-label": "Keys" });
    const line = el("div", { class: "sh-line" }, this.search, this.unsort, this.count, keys);
    this.bar = el("div", { class: "sh-bar" }, line, this.quick.root, this.choice.root);
    const parts = [this.bar, this.trouble, this.grid, this.instead, this.help];
    root.append(el("section", { class: "sh-queue", "aria-label": "Queue" }, parts));
  }

  buildGrid() {
    const chosen = el("div", { role: "columnheader", class: "sh-choose" }, el("span", { class: "sh-unseen" }, "Chosen"));
    const heads = el("div", { role: "row", class: "sh-row sh-heads" }, chosen, this.heads);
    const grid = el(
      "div",
      { class: "sh-grid", role: "grid", tabindex: "0", "aria-label": "Tickets", "aria-colcount": COLUMNS.length + 1 },
      el("div", { role: "rowgroup" }, heads),
      this.space,
    );
    grid.addEventListener("keydown", (event) => this.key(event));
    grid.addEventListener("scroll", () => this.lookAround(), { passive: true });
    this.space.addEventListener("click", (event) => this.click(event));
    return grid;
  }

  head(column) {
    const press = () => this.setSort(column.name);
    const title = el("button", { type: "button", class: "sh-head", tabindex: "-1", onclick: press }, column.title);
    return el("div", { role: "columnheader", class: `sh-cell sh-${column.name}`, "aria-sort": "none" }, title);
  }

  // -- hearing the kernel ---------------------------------------------------------------------------------

  onRows({ now, state, progress, limited, you, ...rows }) {
    hearTime(now);
    this.all.take(rows);
    this.choice.keep(this.all.rows);
    this.quick.you = you;
    Object.assign(this, { state, progress, limited });
    this.trouble.replaceChildren();
    this.arrange();
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
    this.all.filter = text;
    this.afresh();
  }

  clearFilter() {
    this.search.value = "";
    this.quick.name = "all";
    this.setFilter("");
    this.search.focus();
  }

  setSort(name) {
    this.all.press(name);
    this.afresh();
  }

  // The steward asked for another part or order: begin at its top.
  afresh() {
    this.scrollTo(0);
    this.arrange();
  }

  arrange() {
    const anchor = this.anchor();
    this.all.wanted = this.quick.test();
    this.shown = this.all.shown();
    this.space.style.height = `${this.shown.length * ROW_HEIGHT}px`;
    this.holdScroll(anchor);
    this.describe();
    this.paint();
  }

  // The row at the upper edge and how far it is scrolled: a refresh must not move what is being read.
  anchor() {
    const { top } = this.painter;
    return top > 0 ? { id: this.shown[Math.floor(top / ROW_HEIGHT)], rest: top % ROW_HEIGHT } : null;
  }

  holdScroll(anchor) {
    const place = anchor ? this.shown.indexOf(anchor.id) : -1;
    if (place >= 0) this.scrollTo(place * ROW_HEIGHT + anchor.rest);
  }

  describe() {
    const [shown, all] = [this.shown.length, this.all.order.length];
    this.count.textContent = shown === all ? "" : `${shown} of ${all}`;
    this.quick.draw((wanted) => this.all.count(wanted));
    this.grid.setAttribute("aria-rowcount", shown + 1);
    this.unsort.hidden = !this.all.sort;
    this.heads.forEach((head, place) => head.setAttribute("aria-sort", this.all.direction(COLUMNS[place])));
    this.bar.hidden = all === 0;
    this.grid.hidden = shown === 0;
    this.instead.replaceChildren(...(shown ? [] : [this.nothing()]));
  }

  // -- nothing to show: still loading, all done, or filtered away ---------------------------------------------

  nothing() {
    if (this.all.order.length) return this.noMatch();
    if (this.state === "loading") return loadingRows(this.progress?.text);
    if (this.limited) return calm("None of these tickets is open any more.", "Show the whole queue with: desk");
    return calm("Nothing is waiting.", "Every promise is kept. Enjoy the quiet.");
  }

  noMatch() {
    const words = this.search.value.trim();
    const text = words ? `No ticket here has “${words}” in it.` : "No ticket is in this view.";
    return el("div", { class: "sh-calm" }, el("p", {}, text), button("Show all", () => this.clearFilter()));
  }

  // -- painting ---------------------------------------------------------------------------------------------

  scrollTo(top) {
    this.grid.scrollTop = top;
    this.painter.top = this.grid.scrollTop;
  }

  // The page has made room, or was scrolled. A grid that is hidden, since it has no row, has no height.
  lookAround() {
    this.painter.top = this.grid.scrollTop;
    this.painter.height = this.grid.clientHeight || this.painter.height;
    this.paintSoon();
  }

  paintSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.paint();
    });
  }

  paint() {
    this.painter.paint(this.shown, this.all.rows, this.quick.you);
    this.markRows();
  }

  markRows() {
    this.painter.mark(this.selected, this.opened, this.choice.ids);
  }

  // -- hands ------------------------------------------------------------------------------------------------

  click(event) {
    const row = event.target.closest("[data-ticket]");
    if (!row || event.target.closest("a")) return;
    const id = Number(row.dataset.ticket);
    this.select(id);
    if (event.shiftKey) this.choice.upTo(id, this.shown);
    else if (event.ctrlKey || event.metaKey || event.target.closest(".sh-choose")) this.choice.toggle(id);
    else this.open(false);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.grid.clientHeight / ROW_HEIGHT) - 2);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter" && event.target === this.grid) this.open(true);
    else if (event.key === " " && this.selected !== null) this.choice.toggle(this.selected);
    else if (event.key === "/") this.search.focus();
    else if (event.key === "?") this.help.showModal();
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
    const below = top + ROW_HEIGHT + HEAD_HEIGHT - this.grid.clientHeight;
    if (top < this.grid.scrollTop) this.scrollTo(top);
    else if (below > this.grid.scrollTop) this.scrollTo(below);
    this.paint();
  }

  open(focus) {
    if (this.selected === null) return;
    this.opened = this.selected;
    this.markRows();
    this.model.send({ type: "open", ticket_id: this.selected, focus });
  }
}

function render({ model, el: root, early }) {
  root.classList.add("sh-root", "sh-queue-root");
  const view = new QueueView(model, root);
  view.describe();
  const stop = listen(model, {
    rows: (content) => view.onRows(content),
    mark: (content) => view.onMark(content),
    problem: (content) => view.onProblem(content),
    focus: () => view.grid.focus(),
    choose_none: () => view.choice.clear(),
  }, early);
  const ticking = setInterval(() => view.painter.tick(), CLOCK_EVERY);
  const resized = new ResizeObserver(() => view.lookAround());
  resized.observe(view.grid);
  return () => {
    stop();
    clearInterval(ticking);
    resized.disconnect();
  };
}

export default widget(render);
