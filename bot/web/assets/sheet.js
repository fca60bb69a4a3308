// Shows a form, or a question, as a sheet at the bottom of the screen.

import { el, put } from "./dom.js";

/**
 * Asks for a form's fields. Answers them by name, or nothing when the person closes the sheet.
 *
 * `wrong` is what came of it before: the `fields` as they were sent, the one of them that is wrong, and the `text` that says why.
 */
export function ask(form, lang, chrome, wrong = null) {
  const typed = (field) => (wrong ? { ...field, initial: wrong.fields[field.name] } : field);
  const inputs = form.fields.map((field, index) => drawField(typed(field), `field-${index}`, chrome));
  const refused = inputs.find((input) => input.name === wrong?.field);
  refused?.say(wrong.text, lang);
  const answer = show(form.title, lang, chrome, form.submit, "primary", inputs.map((input) => input.element), () => {
    const wrong = inputs.filter((input) => !input.check());
    if (wrong.length > 0) {
      wrong[0].control.focus();
      return null;
    }
    return Object.fromEntries(inputs.map((input) => [input.name, input.control.value.trim()]).filter(([, value]) => value));
  });
  refused?.control.focus();
  return answer;
}

/** Asks a question that is answered with yes by pressing `label`. */
export async function confirm(question, label, style, lang, chrome) {
  return (await show(question, lang, chrome, label, style, [], () => ({}))) !== null;
}

function show(title, lang, chrome, label, style, body, collect) {
  return new Promise((resolve) => {
    let answer = null;
    const submit = (event) => {
      event.preventDefault();
      answer = collect();
      if (answer !== null) sheet.close();
    };
    const sheet = el(
      "dialog",
      { class: "sheet", lang, "aria-labelledby": "sheet-title" },
      el(
        "form",
        { novalidate: true, onsubmit: submit },
        el(
          "header",
          {},
          el("h2", { id: "sheet-title" }, title),
          el("button", { type: "button", class: "icon", lang: chrome.lang, "aria-label": chrome.close, onclick: () => sheet.close() }, "✕"),
        ),
        el("div", { class: "fields" }, body),
        el(
          "footer",
          {},
          el("button", { type: "button", class: "press", lang: chrome.lang, onclick: () => sheet.close() }, chrome.cancel),
          el("button", { type: "submit", class: "press", "data-style": style, "data-submit": true }, label),
        ),
      ),
    );
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet && body.length === 0) sheet.close(); // A form is not lost by a slip beside it.
    });
    sheet.addEventListener("close", () => {
      sheet.remove();
      resolve(answer);
    });
    document.body.append(sheet);
    sheet.showModal();
    sheet.querySelector("input, textarea, select, [data-submit]")?.focus();
  });
}

function drawField(field, id, chrome) {
  const notes = [field.hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const shared = {
    id,
    name: field.name,
    required: field.required,
    "aria-describedby": notes,
    "data-field": field.name,
  };
  const control = drawControl(field, shared, chrome);
  const error = el("p", { class: "error", id: `${id}-error`, lang: chrome.lang, "data-error": field.name });
  const say = (problem, lang) => {
    error.textContent = problem;
    error.lang = lang;
    control.toggleAttribute("aria-invalid", problem !== "");
    if (problem) control.setAttribute("aria-invalid", "true");
  };
  const check = () => {
    const problem = problemOf(field, control, chrome);
    say(problem, chrome.lang);
    return problem === "";
  };
  // Only what was found wrong is checked while typing: nobody is told off before they are done.
  control.addEventListener("input", () => control.hasAttribute("aria-invalid") && check());
  const element = el(
    "div",
    { class: "field" },
    el(
      "label",
      { for: id },
      field.label,
      !field.required && el("span", { class: "optional", lang: chrome.lang }, chrome.optional),
    ),
    control,
    field.hint && el("p", { class: "hint", id: `${id}-hint` }, field.hint),
    error,
  );
  return { name: field.name, control, element, check, say };
}

function drawControl(field, shared, chrome) {
  const input = field.input;
  let control;
  if (input.input === "day") {
    control = el("input", { ...shared, type: "date", min: input.first, max: input.last });
  } else if (input.input === "select") {
    control = el(
      "select",
      shared,
      !field.initial && el("option", { value: "", lang: chrome.lang }, chrome.choose),
      input.options.map(([value, label]) => el("option", { value }, label)),
    );
  } else if (input.multiline) {
    control = el("textarea", { ...shared, maxlength: input.most, rows: 3 });
  } else {
    control = el("input", { ...shared, type: "text", maxlength: input.most, autocomplete: "off" });
  }
  if (field.initial) control.value = field.initial;
  return control;
}

function problemOf(field, control, chrome) {
  const value = control.value.trim();
  if (control.validity.badInput) return chrome.error_day;
  if (value === "") return field.required ? chrome.error_required : "";
  const { input, first, last } = field.input;
  if (input === "day" && (value < first || value > last)) return put(chrome.error_day_range, { first, last });
  return "";
}
