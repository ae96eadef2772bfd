// The few things that every view needs: making elements, hearing the kernel, keeping Lab's shortcuts away.

const STILL_HERE_EVERY = 30_000; // the kernel stops asking the server when no page has spoken for a while

const OWN_FAULT = {
  message: "This view ran into a fault of its own.",
  what_to_do: "Run the cell once more. If it stays, show the browser’s console to whoever looks after the hub.",
};

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

// Only for HTML that our server has cleaned (sanitise.py).
export function cleaned(html, className) {
  const node = el("div", { class: className });
  node.innerHTML = html;
  return node;
}

export function link(href, text, attributes = {}) {
  if (!/^https?:\/\//i.test(href ?? "")) return null;
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, text);
}

export function button(text, press, attributes = {}) {
  return el("button", { type: "button", class: "sh-button", onclick: press, ...attributes }, text);
}

// What a form or a plan begins with; focus can rest on it while its buttons are off.
export function sheetTitle(text, more) {
  return el("header", { class: "sh-title" }, el("h4", { tabindex: "-1" }, text), el("span", { class: "sh-kind" }, more));
}

// What happened, what to do, and perhaps a button that does it.
export function problemBand(problem, ...buttons) {
  return el(
    "div",
    { class: "sh-problem", role: "alert" },
    el("strong", {}, problem.message),
    el("span", {}, problem.what_to_do ?? ""),
    ...buttons.filter(Boolean),
  );
}

// A widget's module. What the kernel says before there is a view is kept for that. It is greeted as soon as there is a
// model, while the page still makes room for the view, with what it said of its own accord when it made the model:
// anywidget holds that back until this module is here.
export function widget(render) {
  return () => {
    let kept = [];
    const initialize = ({ model }) => {
      model.on("msg:custom", (content) => kept?.push(content));
      setTimeout(() => greet(model, kept ?? []));
    };
    const first = ({ model, el: root }) => {
      const early = kept;
      kept = null;
      return render({ model, el: root, early });
    };
    return { initialize, render: first };
  };
}

function greet(model, heard) {
  model.send({ type: "hello", heard: heard.map(({ type }) => type) });
}

// Hear the kernel's messages: handlers are named for the message's type. `early` came before the view; a view made
// later asks anew. Tell the kernel now and then that the page is still open. Answers a function that stops it.
export function listen(model, handlers, early) {
  const hear = (content) => {
    try {
      handlers[content.type]?.(content);
    } catch (error) {
      console.error(error);
      handlers.problem({ problem: OWN_FAULT });
    }
  };
  model.on("msg:custom", hear);
  shield();
  if (early) early.forEach(hear);
  else greet(model, []);
  const here = setInterval(() => model.send({ type: "here" }), STILL_HERE_EVERY);
  return () => {
    clearInterval(here);
    model.off("msg:custom", hear);
  };
}

// In Lab a key typed on a focused button is a command: "b" adds a cell, "x" cuts this one.
// Lab lets go of an element that carries this attribute, and it must be the focused one.
function shield() {
  if (document.supporthubShield) return;
  document.supporthubShield = true;
  const protect = (event) => {
    if (event.target.closest?.(".jp-OutputArea-output")) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  };
  document.addEventListener("focusin", protect, true);
}
