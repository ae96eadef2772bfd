// Paints the rows in sight. A row keeps its element while it is in sight, so that a refresh between press and release
// loses no click.
import { cells, drawClock } from "./cells.js";
import { el } from "./dom.js";

export const ROW_HEIGHT = 64; // as in queue.css
const SPARE_ROWS = 4;
const USUAL_HEIGHT = 600; // until the page has made room

let painters = 0;

export class Painter {
  // `space` is as tall as all rows; `choose` makes the cell by which a row is chosen.
  constructor(grid, space, choose) {
    Object.assign(this, { grid, space, choose });
    this.top = 0; // where the sight begins and how tall it is, in pixels: asking the page amid a change lays it out twice
    this.height = USUAL_HEIGHT;
    this.prefix = `sh-row-${++painters}-`;
    this.nodes = new Map(); // ids in sight -> element, cell to choose by, and the row that was drawn
  }

  // `shown` are the ids, `rows` the rows by id.
  paint(shown, rows, you) {
    const first = Math.max(0, Math.floor(this.top / ROW_HEIGHT) - SPARE_ROWS);
    const end = Math.ceil((this.top + this.height) / ROW_HEIGHT) + SPARE_ROWS;
    const ids = shown.slice(first, end);
    this.dropUnseen(new Set(ids));
    ids.forEach((id, index) => this.paintRow(id, rows.get(id), first + index, you));
  }

  dropUnseen(ids) {
    for (const [id, { node }] of this.nodes) {
      if (ids.has(id)) continue;
      node.remove();
      this.nodes.delete(id);
    }
  }

  paintRow(id, row, place, you) {
    const known = this.nodes.get(id) ?? this.emptyRow(id);
    if (known.row !== row) known.node.replaceChildren(known.choose, ...cells(row, you));
    known.row = row;
    known.node.style.transform = `translateY(${place * ROW_HEIGHT}px)`;
    known.node.setAttribute("aria-rowindex", place + 2);
    drawClock(known.node, row);
  }

  emptyRow(id) {
    const node = el("div", { role: "row", id: this.prefix + id, class: "sh-row", "data-ticket": id });
    const known = { node, row: null, choose: this.choose(id) };
    this.space.append(node);
    this.nodes.set(id, known);
    return known;
  }

  // Which row the keyboard is on, which ticket is open, and which are chosen.
  mark(selected, opened, chosen) {
    for (const [id, { node, choose }] of this.nodes) {
      node.setAttribute("aria-selected", id === selected);
      node.classList.toggle("sh-opened", id === opened);
      node.classList.toggle("sh-ischosen", chosen.has(id));
      choose.firstChild.checked = chosen.has(id);
    }
    this.grid.classList.toggle("sh-choosing", chosen.size > 0);
    this.grid.setAttribute("aria-activedescendant", this.nodes.has(selected) ? this.prefix + selected : "");
  }

  tick() {
    for (const { node, row } of this.nodes.values()) drawClock(node, row);
  }
}
