// Days and hours as the reader's own clock shows them, and as another zone's does.
import { clockTime, dayWord } from "./words.js";

const DAY_LONG = 86_400_000;

export function readersZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// "Wed 11 Mar": the day on which a moment falls here.
export function dayHere(iso) {
  const at = new Date(iso);
  const two = (number) => String(number).padStart(2, "0");
  return dayWord(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`);
}

export function dayAndHour(iso) {
  return `${dayHere(iso)}, ${clockTime(iso)}`;
}

// Days of no zone: "Tue 24 Mar to Sat 28 Mar, all day"; the end is exclusive.
export function wholeDays({ starts_at: from, ends_at: to }) {
  const first = dayWord(from.slice(0, 10));
  const last = dayWord(new Date(Date.parse(to) - DAY_LONG).toISOString().slice(0, 10));
  return first === last ? `${first}, all day` : `${first} to ${last}, all day`;
}

// "Mon 16 Mar, 14:00 to 22:00", and how often when each day has the same hours.
export function windowWords(windows) {
  const [first, last] = [windows[0], windows.at(-1)];
  const hours = `${clockTime(first.from)} to ${clockTime(first.to)}${nextDay(first) ? " the next day" : ""}`;
  if (windows.length === 1) return `${dayHere(first.from)}, ${hours}`;
  return `${dayHere(first.from)} to ${dayHere(last.from)}, ${hours} each day`;
}

function nextDay({ from, to }) {
  return dayHere(from) !== dayHere(to);
}

// The same hours by the clock of the event's own zone.
export function hoursThere({ from, to }, timeZone) {
  const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return `${clock(from)} to ${clock(to)} in ${placeName(timeZone)}`;
}

function placeName(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}
