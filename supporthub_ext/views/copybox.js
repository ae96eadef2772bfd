// A text to take elsewhere, and a button that copies it. Where the browser won't, the text is selected instead.
import { button, el } from "./dom.js";

export function copyBox(name, text) {
  const box = el("textarea", { class: "sh-input sh-copytext", readonly: true, rows: 3, "aria-label": name });
  const told = el("span", { class: "sh-kind", role: "status" });
  const press = async () => {
    box.focus();
    box.select();
    told.textContent = (await copied(text)) ? "Copied." : "Selected: copy it with Ctrl+C, or ⌘C on a Mac.";
  };
  box.value = text;
  return el("div", { class: "sh-copybox" }, el("div", { class: "sh-actions" }, button("Copy", press, { "aria-label": `Copy: ${name}` }), told), box);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy"); // of what is selected; it needs no permission
  }
}
