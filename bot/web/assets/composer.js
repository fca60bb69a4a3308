// The place where a person writes.

import { el, put } from "./dom.js";
import { eventId } from "./api.js";

/** How many characters before the limit the count appears. */
const COUNT_FROM = 200;

/**
 * A composer. `send(text, id)` answers a promise; when it fails the text stays, and the same `id` is sent again so
 * that a message whose answer was lost is not said twice.
 */
export function makeComposer({ chrome, id, label, quick, most, send }) {
  let waiting = null;
  const field = el("textarea", {
    id,
    rows: 1,
    placeholder: label,
    "aria-label": label,
    "aria-describedby": `${id}-problem`,
    enterkeyhint: "send",
    autocomplete: "off",
    "data-composer": true,
  });
  const button = el("button", { type: "submit", class: "send", "aria-label": chrome.send, "data-send": true }, "↑");
  const problem = el("p", { class: "error", id: `${id}-problem`, role: "alert", "data-composer-error": true });

  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  const count = () => {
    const length = [...field.value].length;
    if (length > most) problem.textContent = put(chrome.too_long, { most, length });
    else problem.textContent = most - length < COUNT_FROM ? `${length} / ${most}` : "";
    button.disabled = length > most;
    return length <= most;
  };
  const say = async (text) => {
    if (waiting?.text !== text) waiting = { text, id: eventId() };
    const own = waiting;
    button.setAttribute("aria-busy", "true");
    try {
      await send(text, own.id);
      if (waiting === own) waiting = null;
      return true;
    } catch (error) {
      problem.textContent = error.message || chrome.not_sent;
      return false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  const submit = async (event) => {
    event?.preventDefault();
    const text = field.value.trim();
    if (text === "" || !count()) return;
    field.value = "";
    grow();
    problem.textContent = "";
    if (!(await say(text)) && field.value === "") {
      field.value = text;
      grow();
    }
  };
  field.addEventListener("input", () => {
    grow();
    count();
  });
  field.addEventListener("keydown", (event) => {
    // Enter also ends the choice of a Chinese character; that one is not meant for us.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
  });

  const chips = quick.map((chip) =>
    el("button", { type: "button", class: "chip", "data-quick": chip.text, onclick: () => say(chip.text) }, chip.label),
  );
  return el(
    "div",
    { class: "composer" },
    chips.length > 0 && el("div", { class: "chips", role: "group", "aria-label": chrome.quick }, chips),
    problem,
    el("form", { onsubmit: submit }, field, button),
  );
}
