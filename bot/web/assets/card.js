// Draws a card.

import { el, svg } from "./dom.js";

/**
 * The element of a card.
 *
 * `press(button, element)` is called for every button; `chrome` holds the page's own words; `me` is the reader's key.
 */
export function drawCard(card, { press, chrome, me }) {
  const alert = card.buttons.map((button) => button.press.act?.alert).find(Boolean);
  return el(
    "article",
    {
      class: "card",
      lang: card.lang,
      "data-tone": card.tone,
      "data-alert": alert,
      "data-calls-me": card.mentions.some((mention) => mention.person === me),
    },
    el(
      "header",
      { class: "card-head" },
      el("h3", { class: "card-title" }, card.title),
      // Where the title says how it stands, as an alert's or a receipt's does, another word would only take room.
      card.tone !== "neutral" && !alert && card.blocks.some((block) => block.block === "lead") && el("span", { class: "tone", lang: chrome.lang }, chrome[`tone_${card.tone}`]),
    ),
    card.mentions.length > 0 &&
      el("p", { class: "mentions" }, card.mentions.map((mention) => el("span", { class: "mention" }, `@${mention.name}`))),
    card.blocks.map(drawBlock),
    drawButtons(card.buttons, press, chrome),
  );
}

/** A text in which no line ends between a number and what it counts. */
const unbroken = (text) => text.replace(/(\d) (?=\p{L})/gu, "$1\u00a0");

function drawBlock(block) {
  switch (block.block) {
    case "text":
      return el("p", { class: "text" }, block.text);
    case "lead":
      return el("p", { class: "lead" }, unbroken(block.text));
    case "facts":
      return el(
        "dl",
        { class: "facts" },
        block.facts.map((fact) => el("div", {}, el("dt", {}, fact.name), el("dd", {}, fact.value))),
      );
    case "section":
      return el(
        "section",
        { class: "section" },
        block.heading && el("h4", {}, block.heading),
        el("ul", {}, block.lines.map(drawLine)),
      );
    case "quote":
      return el("blockquote", {}, el("p", {}, block.text), el("footer", {}, block.by));
    case "spark":
      return drawSpark(block);
    case "context":
      return el("p", { class: "context" }, block.text);
    default:
      return null; // A newer server may know more parts than a page that is still open.
  }
}

function drawLine(line) {
  return el(
    "li",
    { "data-tone": line.tone },
    el("span", { class: "line-text" }, line.text),
    line.detail && el("span", { class: "line-detail" }, line.detail),
  );
}

/** Width and height of the picture in its own units; the style sheet scales it. */
const SPARK = { width: 300, height: 46, margin: 6, scale: 1000 };

function drawSpark({ points, limit, alt }) {
  if (points.length === 0) return null;
  const inner = SPARK.height - 2 * SPARK.margin;
  const y = (value) => (SPARK.height - SPARK.margin - (value / SPARK.scale) * inner).toFixed(1);
  const step = (SPARK.width - 2 * SPARK.margin) / Math.max(points.length - 1, 1);
  const x = (index) => (SPARK.margin + index * step).toFixed(1);
  const line = points.map((value, index) => `${x(index)},${y(value)}`).join(" ");
  const last = points.length - 1;
  const hasLimit = limit !== null && limit !== undefined;
  return svg(
    "svg",
    { class: "spark", viewBox: `0 0 ${SPARK.width} ${SPARK.height}`, role: "img", "aria-label": alt },
    svg("title", {}, alt),
    hasLimit && svg("line", { class: "spark-limit", x1: 0, x2: SPARK.width, y1: y(limit), y2: y(limit) }),
    svg("polyline", { class: "spark-line", points: line }),
    svg("circle", { class: "spark-now", cx: x(last), cy: y(points[last]), r: 4 }),
  );
}

function drawButtons(buttons, press, chrome) {
  if (buttons.length === 0) return null;
  const rank = { primary: 0, plain: 1, danger: 2 };
  const shown = buttons.filter((button) => button.style !== "more").sort((a, b) => rank[a.style] - rank[b.style]);
  const hidden = buttons.filter((button) => button.style === "more");
  const draw = (button) =>
    el(
      "button",
      {
        type: "button",
        class: "press",
        "data-style": button.style,
        "data-command": button.press.act?.command ?? "say",
        "data-value": button.press.act?.value ?? button.press.text,
        "aria-haspopup": button.press.press === "form" || button.confirm ? "dialog" : undefined,
        onclick: (event) => press(button, event.currentTarget),
      },
      button.press.press === "form" ? `${button.label}…` : button.label,
    );
  const row = el("div", { class: "buttons" }, shown.map(draw));
  if (hidden.length === 0) return row;

  const rest = el("div", { class: "buttons rest", hidden: true }, hidden.map(draw));
  const toggle = (event) => {
    rest.hidden = !rest.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!rest.hidden));
    if (!rest.hidden) rest.scrollIntoView({ block: "nearest" });
  };
  row.append(
    el(
      "button",
      { type: "button", class: "press", "data-style": "more", "data-more": true, "aria-expanded": "false", onclick: toggle },
      el("span", { lang: chrome.lang }, chrome.more),
    ),
  );
  return [row, rest];
}
