// What was said on a ticket, oldest first. Who can see an entry is part of the entry.
import { cleaned, el, link } from "./dom.js";
import { moment, when } from "./words.js";

const QUOTED = ".freshdesk_quote, .gmail_quote, blockquote";

export function conversation(entries, newSince) {
  if (!entries.length) return [el("p", { class: "sh-none" }, "Nothing was written yet.")];
  return entries.map((entry) => message(entry, newSince));
}

function message(entry, newSince) {
  const attributes = { class: "sh-message", "data-audience": entry.audience, "data-sender": entry.sender };
  const head = el(
    "header",
    {},
    el("strong", {}, entry.from ?? SENDER_WORDS[entry.sender] ?? entry.sender),
    el("span", { class: "sh-kind" }, kindOf(entry)),
    newSince && entry.at > newSince ? el("span", { class: "sh-badge", "data-tone": "soon" }, "New") : null,
    el("time", { datetime: entry.at, title: moment(entry.at) }, when(entry.at)),
  );
  return el("article", attributes, head, body(entry), attachments(entry.attachments ?? []));
}

const SENDER_WORDS = { requester: "Requester", agent: "Our team", system: "FreshDesk" };

function kindOf(entry) {
  if (entry.audience === "team") return "private note";
  if (entry.automatic || entry.sender === "system") return "automatic";
  return entry.sender === "requester" ? "wrote" : "replied";
}

function body(entry) {
  if (!entry.html) return el("div", { class: "sh-text sh-plain" }, ...plainParts(entry.text ?? ""));
  const node = cleaned(entry.html, "sh-text");
  for (const quote of [...node.querySelectorAll(QUOTED)]) {
    if (!quote.parentElement.closest("details")) quote.replaceWith(folded(quote.cloneNode(true)));
  }
  return node;
}

function folded(...quoted) {
  return el("details", { class: "sh-quoted" }, el("summary", {}, "Quoted text"), ...quoted);
}

// In a plain mail, runs of lines that begin with ">" are what was quoted.
function plainParts(text) {
  const parts = [];
  for (const line of text.split("\n")) {
    const quoted = line.startsWith(">");
    if (parts.at(-1)?.quoted === quoted) parts.at(-1).lines.push(line);
    else parts.push({ quoted, lines: [line] });
  }
  return parts.map(({ quoted, lines }) => (quoted ? folded(lines.join("\n")) : lines.join("\n")));
}

function attachments(files) {
  if (!files.length) return null;
  return el("ul", { class: "sh-files", "aria-label": "Attachments" }, files.map(file));
}

function file(one) {
  const name = `${one.name ?? "attachment"}${one.size ? ` (${size(one.size)})` : ""}`;
  return el("li", {}, link(one.attachment_url ?? one.url, name) ?? name);
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
