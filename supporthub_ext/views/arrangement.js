// Which rows are shown, and in what order: by ticket id, so that nothing hangs on positions.
import { STEP_VERBS } from "./words.js";

const IMPACT_ORDER = ["critical", "high", "medium", "low", "unknown"];

export const COLUMNS = [
  { name: "due", title: "Due", key: (row) => row.due_at ?? "9" },
  { name: "step", title: "Next step", key: (row) => STEP_VERBS[row.next_step] ?? row.next_step },
  { name: "ticket", title: "Ticket", key: (row) => (row.subject ?? "").toLowerCase() },
  { name: "where", title: "Community", key: (row) => `${row.community ?? "~"} ${row.hub ?? ""}`.toLowerCase() },
  { name: "impact", title: "Impact", key: (row) => IMPACT_ORDER.indexOf(row.impact) },
];

export class Arrangement {
  constructor() {
    this.rows = new Map(); // ticket id -> row
    this.order = []; // ids, as the server says to work
    this.words = new Map(); // ticket id -> what the filter looks in
    this.filter = "";
    this.sort = null; // { name, down }, or the order to work in
    this.wanted = () => true; // the quick view
  }

  // `changed` are whole rows, `order` all ids or null when it stayed. `whole` starts afresh.
  take({ whole, changed, order }) {
    if (whole) this.rows.clear();
    for (const row of changed) this.put(row);
    if (order) this.setOrder(order);
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

  // First press: ascending; second: descending; third: back to the order to work in.
  press(name) {
    const again = this.sort?.name === name;
    this.sort = !name || (again && this.sort.down) ? null : { name, down: again };
  }

  count(wanted) {
    return this.order.reduce((sum, id) => sum + (wanted(this.rows.get(id)) ? 1 : 0), 0);
  }

  shown() {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (id) => this.wanted(this.rows.get(id)) && words.every((word) => this.words.get(id).includes(word));
    return this.sorted(this.order.filter(fits));
  }

  sorted(ids) {
    if (!this.sort) return ids;
    const { key } = COLUMNS.find((column) => column.name === this.sort.name);
    const keys = new Map(ids.map((id) => [id, key(this.rows.get(id))]));
    const turn = this.sort.down ? -1 : 1;
    const compare = (one, other) => (one < other ? -turn : one > other ? turn : 0);
    return ids.sort((one, other) => compare(keys.get(one), keys.get(other)));
  }

  direction(column) {
    if (this.sort?.name !== column.name) return "none";
    return this.sort.down ? "descending" : "ascending";
  }
}
