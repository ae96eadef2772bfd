// How things are called on the screen, and how times are told.

export const STEP_VERBS = {
  acknowledge: "Acknowledge",
  reply: "Reply",
  ask_impact: "Ask about impact",
  open_thread: "Open a thread",
  escalate: "Escalate",
  find_engineer: "Find an engineer",
  answer_engineer: "Answer the engineer",
  update: "Send an update",
  tell_resolved: "Tell it is resolved",
  close_out: "Close out",
  follow_up: "Follow up",
  wait: "Wait",
};

export const BALL_WORDS = { ours: "Our turn", engineer: "Engineer’s turn", requester: "Requester’s turn" };

export const IMPACT_WORDS = {
  critical: "Critical",
  high: "High impact",
  medium: "Medium impact",
  low: "Low impact",
  unknown: "Impact unknown",
};

// Under a heading that says "Impact".
export const IMPACT_SHORT = { critical: "Critical", high: "High", medium: "Medium", low: "Low" };

// A hub is an address or a name; on the screen its host is enough.
export function hubName(hub) {
  return (hub ?? "").replace(/^https?:\/\//i, "").replace(/\/$/, "");
}

// The server's clock may be a movable one: what "today" is, is its word.
let ahead = 0;

export function hearTime(now) {
  ahead = Date.parse(now) - Date.now();
}

export function serverNow() {
  return Date.now() + ahead;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// "3 h left", "2 h 10 min late": at most two units, the second only while it matters.
export function span(milliseconds) {
  const size = Math.abs(milliseconds);
  if (size < MINUTE) return "under a minute";
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < 4 * HOUR) return twoUnits(size, HOUR, "h", MINUTE, "min");
  if (size < 2 * DAY) return `${Math.floor(size / HOUR)} h`;
  return `${Math.floor(size / DAY)} days`;
}

function twoUnits(size, big, bigName, small, smallName) {
  const rest = Math.floor((size % big) / small);
  return `${Math.floor(size / big)} ${bigName}` + (rest ? ` ${rest} ${smallName}` : "");
}

// The due clock of a row: words, and a tone that says the same in colour.
export function dueClock(row) {
  if (!row.due_at) return { text: "No clock", tone: "none" };
  const now = serverNow();
  const left = Date.parse(row.due_at) - now;
  if (left < 0) return { text: `${span(left)} late`, tone: "late" };
  const soon = row.due_soon_at ? Date.parse(row.due_soon_at) <= now : row.due_soon;
  return { text: `${span(left)} left`, tone: soon ? "soon" : "calm" };
}

// The event of a ticket's hub: "Event now, until tomorrow 18:00: Reef summer school"; null when there is none.
export function eventWords(event) {
  if (!event) return null;
  const now = serverNow();
  if (Date.parse(event.ends_at) <= now) return null;
  const on = Date.parse(event.starts_at) <= now;
  return { on, short: on ? "Event now" : "Event soon", text: `${on ? `until ${when(event.ends_at)}` : when(event.starts_at)}: ${event.title}` };
}

// A way of writing moments, made once: making it is the slow part.
function writing(options) {
  let made = null;
  return (at) => (made ??= new Intl.DateTimeFormat("en-GB", options)).format(at);
}

const hourAndMinute = writing({ hour: "2-digit", minute: "2-digit" });
const weekday = writing({ weekday: "short" });
const dayOfYear = writing({ day: "numeric", month: "short" });
const dayAndYear = writing({ day: "numeric", month: "short", year: "numeric" });
const weekdayAndDay = writing({ weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const weekdayDayYear = writing({ weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const wholeMoment = writing({ dateStyle: "full", timeStyle: "short" });

// "today 18:00", "Mon 18:00", "3 Dec": in the reader's own zone, as near as needed.
export function when(iso) {
  if (!iso) return "";
  const now = serverNow();
  const at = new Date(iso);
  const days = Math.round((midnight(at) - midnight(new Date(now))) / DAY);
  const near = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
  if (near) return `${near} ${clockTime(at)}`;
  if (Math.abs(days) < 7) return `${weekday(at)} ${clockTime(at)}`;
  return (sameYear(at, now) ? dayOfYear : dayAndYear)(at);
}

export function endOfToday() {
  return midnight(new Date(serverNow())) + DAY;
}

function midnight(at) {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function sameYear(at, now) {
  return at.getFullYear() === new Date(now).getFullYear();
}

// A day without an hour: "Wed 11 Mar", with the year when it is another.
export function dayWord(day) {
  const at = new Date(`${day}T12:00:00Z`);
  return (sameYear(at, serverNow()) ? weekdayAndDay : weekdayDayYear)(at);
}

export function clockTime(at) {
  return hourAndMinute(new Date(at));
}

// The whole moment, for a tooltip.
export function moment(iso) {
  return iso ? wholeMoment(new Date(iso)) : "";
}
