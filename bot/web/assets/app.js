// The page: who is here, which conversation is open, and what happens to it.

import { Refused, eventId, get, post, useToken } from "./api.js";
import { makeComposer } from "./composer.js";
import { el, put } from "./dom.js";
import { listen } from "./live.js";
import { MessageList } from "./messages.js";
import { ask, confirm } from "./sheet.js";

const $ = (id) => document.getElementById(id);
const page = { state: null, target: null, root: null, list: null, thread: null, firstId: null, stop: null };

/** The name of a channel without the sign that the page puts before it. */
const bare = (name) => name.replace(/^#\s*/, "");

/** The address of a conversation or of a thread in it; the browser's "back" leaves a thread. */
const place = (target, root) => `#${encodeURIComponent(target)}${root ? `/${root}` : ""}`;

// An address that somebody cut short, such as `#%E8`, names no place.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function placeNow() {
  const [target, root] = location.hash.slice(1).split("/").map(decoded);
  const known = page.state.conversations.some((one) => one.target === target);
  return known ? { target, root: root || null } : { target: page.state.conversations[0]?.target ?? null, root: null };
}

async function start() {
  page.stop?.();
  const state = await get("/chat/state");
  page.state = state;
  page.target = page.root = null;
  useToken(state.token);
  document.documentElement.lang = state.me.locale;
  $("company").textContent = state.company || state.chrome.steward;
  $("skip").textContent = state.chrome.skip;
  $("conversations").setAttribute("aria-label", state.chrome.conversations);
  await follow();
  drawWho();
  $("app").dataset.view = "ready";
  page.stop = listen(state.seq, { me: state.me.key, onMessage: arrive, onLine: showLine, onRefused: refusedLine, onOther: start });
}

function drawWho() {
  const { me, demo, people, chrome } = page.state;
  $("who").toggleAttribute("data-demo", demo);
  if (!demo) {
    const leave = el("button", { type: "button", class: "leave", "data-leave": true, onclick: signOut }, chrome.leave);
    $("who").replaceChildren(el("label", { "data-me": me.key }, el("span", { class: "me" }, me.name), leave));
    return;
  }
  const teams = groups(people);
  const select = el(
    "select",
    { id: "be", "data-be": true, onchange: (event) => be(event.currentTarget.value) },
    [...teams].map(([team, members]) =>
      el(
        "optgroup",
        { label: team },
        members.map((one) => el("option", { value: one.key }, `${one.name} · ${one.role} · ${one.language}`)),
      ),
    ),
  );
  select.value = me.key;
  $("who").replaceChildren(
    el("label", { for: "be", "data-me": me.key }, el("span", { class: "you" }, chrome.you_are), el("span", { class: "me" }, `${me.name} ▾`)),
    select,
  );
}

function groups(people) {
  const teams = new Map();
  for (const one of people) teams.set(one.team, [...(teams.get(one.team) ?? []), one]);
  return teams;
}

async function be(person) {
  await post("/chat/be", { person });
  await start();
  $("be")?.focus();
}

async function signOut() {
  await post("/chat/leave", {});
  location.reload();
}

function drawConversations() {
  const { conversations, chrome } = page.state;
  const nav = $("conversations");
  const links = [...nav.children];
  // The links stay where they are while their counts change: one of them may have the focus.
  const isSame = links.length === conversations.length && conversations.every((one, index) => links[index].dataset.target === one.target);
  if (!isSame) nav.replaceChildren(...conversations.map((one) => el("a", { href: place(one.target), class: "conversation", "data-target": one.target })));
  conversations.forEach((one, index) => {
    const link = nav.children[index];
    link.dataset.unread = one.unread;
    if (one.target === page.target) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    const badge = one.unread > 0 ? [el("span", { class: "badge" }, String(one.unread), el("span", { class: "visually-hidden" }, ` ${chrome.unread}`))] : [];
    link.replaceChildren(el("span", { class: "conversation-name" }, one.direct ? chrome.direct : `# ${bare(one.name)}`), ...badge);
  });
  $("conversations").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const unread = conversations.reduce((sum, one) => sum + one.unread, 0);
  const here = conversations.find((one) => one.target === page.target);
  const name = here ? (here.direct ? chrome.direct : bare(here.name)) : "";
  $("heading").textContent = name;
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${name} · ${chrome.steward}`;
}

/** Shows what the address says. */
async function follow() {
  const { target, root } = placeNow();
  if (target === null) return;
  if (target !== page.target) await openConversation(target);
  if (root !== page.root) await openThread(root);
}

async function openConversation(target) {
  const { chrome, me, quick, most } = page.state;
  page.target = target;
  const pane = $("conversation");
  page.list?.close();
  const list = new MessageList(pane, {
    chrome,
    me,
    press: (...pressed) => press(list, null, ...pressed),
    threadLink: (id) => place(target, id),
    earlier: loadEarlier,
  });
  page.list = list;
  const say = (text, id) => send(list, { target, text, id });
  const here = page.state.conversations.find((one) => one.target === target);
  const label = here.direct ? chrome.say_direct : put(chrome.say_channel, { channel: bare(here.name) });
  pane.querySelector(".foot").replaceChildren(makeComposer({ chrome, id: "composer-text", label, quick, most, send: say }));
  drawConversations();
  const answer = await get("/chat/messages", { target });
  if (page.list !== list) return;
  page.firstId = answer.messages[0]?.id ?? null;
  list.show(answer.messages, answer.more, here.unread > 0 ? here.read : null);
  markRead(target, answer.messages.at(-1)?.id);
}

async function loadEarlier() {
  const { target, list, firstId } = page;
  const answer = await get("/chat/messages", { target, before: firstId });
  if (page.list !== list || answer.messages.length === 0) return;
  page.firstId = answer.messages[0].id;
  list.prepend(answer.messages, answer.more);
}

async function openThread(root) {
  const { chrome, me, most } = page.state;
  const before = page.root;
  page.root = root;
  if (root) page.list?.markThreadRead(root);
  page.thread?.close();
  page.thread = null;
  const aside = $("thread");
  aside.hidden = root === null;
  coverBehindThread();
  if (root === null) {
    if (before) page.list?.find(before)?.querySelector(".replies")?.focus({ preventScroll: true });
    return;
  }
  const target = page.target;
  aside.setAttribute("aria-label", chrome.thread);
  const back = el("a", { class: "back", href: place(target), "aria-label": chrome.back, "data-back": true }, "←");
  aside.querySelector(".thread-head").replaceChildren(back, el("h2", {}, chrome.thread));
  const list = new MessageList(aside, { chrome, me, press: (...pressed) => press(list, root, ...pressed), earlier: null });
  page.thread = list;
  const say = (text, id) => send(list, { target, thread: root, text, id });
  const composer = makeComposer({ chrome, id: "thread-text", label: chrome.say_thread, quick: [], most, send: say });
  aside.querySelector(".foot").replaceChildren(composer);
  // Before the messages are there: whoever has begun to write by then keeps the focus.
  back.focus({ preventScroll: true });
  try {
    const answer = await get("/chat/thread", { root });
    if (page.thread === list) list.show(answer.messages, false, null);
  } catch {
    location.hash = place(target); // The link was of a message that is not there, or not for this person.
  }
}

/** On a phone a thread covers everything else; what is covered is out of reach of the keyboard too. */
const covers = window.matchMedia("(max-width: 899px)");
function coverBehindThread() {
  const isCovered = covers.matches && page.root !== null;
  for (const part of document.querySelectorAll(".top, .conversations, .main")) part.inert = isCovered;
}
covers.addEventListener("change", coverBehindThread);

async function send(list, said) {
  const answer = await post("/chat/say", said);
  arrive(answer.message, false);
  showAnswer(list, answer, said.thread ? null : undefined);
}

/** Shows what the server answered at once. */
function showAnswer(list, answer, below) {
  if (answer.public) arrive(answer.public, false);
  if (answer.private) {
    list.putNote(answer.private.card, below, answer.private.refused);
    $("announcer").textContent = answer.private.card.summary;
  }
}

async function press(list, thread, button, element, lang, message) {
  const { chrome } = page.state;
  const pressed = button.press;
  const target = page.target;
  if (button.confirm) {
    const style = button.style === "danger" ? "danger" : "primary";
    if (!(await confirm(button.confirm, button.label, style, lang, chrome))) return;
  }
  let fields = {};
  const inThread = thread ?? undefined;
  const doing = (once) =>
    pressed.press === "say"
      ? post("/chat/say", { target, thread: inThread, text: pressed.text, id: once })
      : post("/chat/act", { target, thread: inThread, message: message?.id, act: pressed.act, fields, id: once });
  element.setAttribute("aria-busy", "true");
  try {
    let answer;
    let wrong = null;
    do {
      if (pressed.press === "form") {
        fields = await ask(pressed.form, lang, chrome, wrong);
        if (fields === null) return;
      }
      const once = eventId();
      answer = await again(() => doing(once));
      wrong = wrongIn(pressed.form, fields, answer.private);
    } while (wrong);
    if (answer.message) arrive(answer.message, false);
    showAnswer(list, answer, message?.id);
  } catch (error) {
    list.putNote(plainCard(error.message || chrome.not_sent), message?.id, true);
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** What is wrong with a form that was refused for one of its fields: it is shown again with what was typed. */
function wrongIn(form, fields, answer) {
  if (!answer?.refused || !form?.fields.some((field) => field.name === answer.field)) return null;
  const { title, blocks } = answer.card;
  const texts = blocks.filter((block) => block.block === "text" || block.block === "lead");
  return { fields, field: answer.field, text: [title, ...texts.map((block) => block.text)].join(" ") };
}

/** Does something twice where the line broke the first time; the server takes the same id once. */
async function again(doing) {
  try {
    return await doing();
  } catch (error) {
    if (error instanceof Refused) throw error;
    return doing();
  }
}

const plainCard = (title) => ({ title, tone: "warning", lang: page.state.me.locale, summary: title, blocks: [], buttons: [], mentions: [] });

/** A message came, new or changed. */
function arrive(message, live = true) {
  const { conversations, me, chrome } = page.state;
  const here = message.target === page.target;
  let isNew = false;
  const isFresh = live && message.author?.key !== me.key && message.thread !== page.root;
  if (here && message.thread) page.list?.putReplies(message.thread, message.root_replies, isFresh);
  if (here && !message.thread) isNew = page.list?.put(message) ?? false;
  if (here && page.root && (message.thread === page.root || message.id === page.root)) {
    isNew = (page.thread?.put(message) ?? false) || isNew;
  }
  if (!live || message.author?.key === me.key) return;
  const conversation = conversations.find((one) => one.target === message.target);
  const unseen = conversation && !message.thread && Number(message.id) > Math.max(conversation.read, conversation.newest ?? 0);
  if (unseen) conversation.newest = Number(message.id);
  if (here && document.visibilityState === "visible") markRead(message.target, message.id);
  else if (unseen) {
    conversation.unread += 1;
    drawConversations();
  }
  if (isNew) {
    const name = message.author?.name ?? chrome.steward;
    $("announcer").textContent = `${name}: ${message.card?.summary ?? message.text}`;
  }
}

/** What this person has seen now; the server is told so that other screens know. */
function markRead(target, id) {
  const conversation = page.state.conversations.find((one) => one.target === target);
  if (!conversation || !id || document.visibilityState !== "visible") return;
  const read = Number(id);
  if (read > conversation.read) {
    conversation.read = read;
    post("/chat/read", { target, message: id }).catch(() => {}); // The next message tells it again.
  }
  if (conversation.unread > 0) {
    conversation.unread = 0;
    drawConversations();
  }
}

function showLine(isUp) {
  $("banner").hidden = isUp;
  $("banner").textContent = isUp ? "" : page.state.chrome.reconnecting;
}

/** Whether the server refuses the line for good: the session has ended. */
async function refusedLine() {
  try {
    await get("/chat/state");
    return false;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) return false;
    location.reload(); // The server's own page says how to get a new link.
    return true;
  }
}

window.addEventListener("hashchange", () => page.state && follow());
window.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && page.root && !document.querySelector("dialog[open]")) location.hash = place(page.target);
});
document.addEventListener("visibilitychange", () => {
  if (page.state && document.visibilityState === "visible") {
    const newest = page.state.conversations.find((one) => one.target === page.target)?.newest;
    markRead(page.target, newest && String(newest));
  }
});

start().catch((error) => {
  $("banner").hidden = false;
  $("banner").textContent = error.message || String(error);
});
