// Keeps the messages of one conversation or thread on the screen.

import { drawCard } from "./card.js";
import { el } from "./dom.js";

/** So near to the end counts as being there. */
const NEAR_END_PX = 80;
/** What is left free above a message whose head is brought into sight. */
const HEAD_MARGIN_PX = 8;

export class MessageList {
  /** `pane` holds the scroller, the list and the button that leads to what is new. */
  constructor(pane, { chrome, me, press, threadLink, earlier }) {
    this.scroller = pane.querySelector(".scroller");
    this.list = pane.querySelector(".messages");
    this.newer = pane.querySelector(".newer");
    this.chrome = chrome;
    this.me = me;
    this.press = press;
    this.threadLink = threadLink;
    /** Messages with replies that came while nobody looked into their thread. */
    this.fresh = new Set();
    this.time = new Intl.DateTimeFormat(me.locale, { timeZone: me.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.day = new Intl.DateTimeFormat(me.locale, { timeZone: me.zone, weekday: "short", month: "short", day: "numeric" });
    this.full = new Intl.DateTimeFormat(me.locale, { timeZone: me.zone, dateStyle: "full", timeStyle: "long" });
    this.earlier = el("li", { class: "earlier", hidden: true }, el("button", { type: "button", onclick: earlier }, chrome.earlier));
    this.newer.textContent = chrome.newer;
    this.newer.onclick = () => this.toEnd();
    this.scroller.onscroll = () => this.isAtEnd() && (this.newer.hidden = true);
    // The composer grows and the keyboard opens: who reads the end goes on reading the end.
    this.sizes = new ResizeObserver(() => this.wasAtEnd && this.toEnd());
    this.sizes.observe(this.scroller);
    this.scroller.addEventListener("scroll", () => (this.wasAtEnd = this.isAtEnd()), { passive: true });
  }

  /** Ends the list's watching. */
  close() {
    this.sizes.disconnect();
    this.list.replaceChildren();
    this.newer.hidden = true;
  }

  /** Shows these messages from the end, and what arrived while they were fetched. */
  show(messages, more, unreadAfter) {
    const arrived = new Map([...this.list.querySelectorAll("[data-message]")].map((item) => [item.dataset.message, item]));
    const items = messages.map((message) => {
      const item = arrived.get(message.id);
      arrived.delete(message.id);
      return item && Number(item.dataset.seq) >= message.seq ? item : this.draw(message);
    });
    items.push(...arrived.values());
    this.list.replaceChildren(this.earlier, ...items);
    this.earlier.hidden = !more;
    if (items.length === 0) this.list.append(el("li", { class: "nothing" }, this.chrome.nothing));
    this.markDays();
    this.markUnread(messages, unreadAfter);
    this.toNewest();
  }

  /** Adds messages before the first one without moving what is being read. */
  prepend(messages, more) {
    this.keepPlace(() => {
      this.earlier.after(...messages.map((message) => this.draw(message)));
      this.earlier.hidden = !more;
      this.markDays();
    });
  }

  /** Shows a message: in the place of its older form, or at the end. Answers whether it is new here. */
  put(message) {
    const old = this.find(message.id);
    if (old) {
      if (Number(old.dataset.seq) < message.seq) this.keepPlace(() => this.replace(old, message));
      return false;
    }
    const follows = this.isAtEnd() || message.author?.key === this.me.key;
    this.list.querySelector(".nothing")?.remove();
    this.list.append(this.draw(message));
    this.markDays();
    if (follows) this.toNewest();
    else this.announce(message);
    return true;
  }

  /** Shows a card that only this person sees, below a message or at the end. */
  putNote(card, below, refused) {
    const note = el(
      "li",
      { class: "message note", "data-private": refused ? "refused" : "answer", role: "status" },
      el(
        "header",
        { class: "note-head", lang: this.chrome.lang },
        el("span", {}, this.chrome.only_you),
        el("button", { type: "button", class: "icon", "aria-label": this.chrome.dismiss, onclick: () => note.remove() }, "✕"),
      ),
      drawCard(card, { press: (button, element) => this.press(button, element, card.lang, null), chrome: this.chrome, me: this.me.key }),
    );
    const anchor = below && this.find(below);
    if (anchor) {
      // One answer below one card: the newest says it all.
      if (anchor.nextElementSibling?.classList.contains("note")) anchor.nextElementSibling.remove();
      anchor.after(note);
      note.scrollIntoView({ block: "nearest" });
    } else {
      this.list.append(note);
      this.toNewest();
    }
  }

  /** Shows how many replies a message has now, and whether there are some that were not seen. */
  putReplies(id, replies, isFresh) {
    if (isFresh) this.fresh.add(id);
    const link = this.find(id)?.querySelector(".replies");
    if (!link) return;
    link.hidden = false;
    link.dataset.replies = replies.count;
    link.textContent = replies.label;
    link.toggleAttribute("data-fresh", this.fresh.has(id));
  }

  markThreadRead(id) {
    this.fresh.delete(id);
    this.find(id)?.querySelector(".replies")?.removeAttribute("data-fresh");
  }

  find(id) {
    return this.list.querySelector(`[data-message="${CSS.escape(id)}"]`);
  }

  isAtEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_END_PX;
  }

  /** Goes to the end, or to the head of the last message where that would be out of sight. */
  toNewest() {
    this.toEnd();
    const above = this.scroller.getBoundingClientRect().top - (this.list.lastElementChild?.getBoundingClientRect().top ?? 0);
    if (above > 0) this.scroller.scrollTop -= above + HEAD_MARGIN_PX;
  }

  /** Shows the button that leads to what is new; what is bad is named on it. */
  announce(message) {
    const isBad = ["warning", "critical"].includes(message.card?.tone);
    this.newer.textContent = isBad ? `${message.card.title} ↓` : this.chrome.newer;
    this.newer.hidden = false;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.wasAtEnd = true;
    this.newer.hidden = true;
  }

  draw(message) {
    const mine = message.author?.key === this.me.key;
    const item = el("li", {
      class: "message",
      "data-message": message.id,
      "data-seq": message.seq,
      "data-at": message.at,
      "data-from": message.author ? (mine ? "me" : "person") : "steward",
    });
    item.append(...this.parts(message, mine));
    return item;
  }

  parts(message, mine) {
    const at = new Date(message.at);
    const name = message.author ? message.author.name : this.chrome.steward;
    const body = message.card
      ? drawCard(message.card, {
          press: (button, element) => this.press(button, element, message.card.lang, message),
          chrome: this.chrome,
          me: this.me.key,
        })
      : el("p", { class: "bubble", dir: "auto" }, message.text);
    return [
      el(
        "p",
        { class: "by" },
        el("span", { class: mine ? "visually-hidden" : "name" }, name),
        el("time", { datetime: message.at, title: this.full.format(at) }, this.time.format(at)),
        message.edited && el("span", { class: "edited" }, this.chrome.edited),
      ),
      body,
      // A card invites replies; below people's words the link appears once there are some.
      this.threadLink && el("a", { class: "replies", href: this.threadLink(message.id), "data-thread": message.id, "data-replies": message.replies.count, "data-fresh": this.fresh.has(message.id), hidden: !message.card && message.replies.count === 0 }, message.replies.label),
    ].filter(Boolean);
  }

  /** Draws a message anew in its place; the focus and an opened "More" stay. */
  replace(item, message) {
    const active = item.contains(document.activeElement) ? document.activeElement : null;
    const [command, value] = [active?.dataset.command, active?.dataset.value];
    const opened = item.querySelector("[data-more][aria-expanded=true]") !== null;
    const mine = message.author?.key === this.me.key;
    item.replaceChildren(...this.parts(message, mine));
    item.dataset.seq = message.seq;
    if (opened) {
      item.querySelector("[data-more]")?.setAttribute("aria-expanded", "true");
      item.querySelector(".rest")?.removeAttribute("hidden");
    }
    if (active) {
      const same = [...item.querySelectorAll("[data-command]")].find((one) => one.dataset.command === command && one.dataset.value === value);
      (same ?? item.querySelector("[data-command], a"))?.focus({ preventScroll: true });
    }
  }

  /** Does `change` while the first message in view stays where it is. */
  keepPlace(change) {
    if (this.isAtEnd()) {
      change();
      this.toEnd();
      return;
    }
    const top = this.scroller.getBoundingClientRect().top;
    const anchor = [...this.list.querySelectorAll(".message")].find((item) => item.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    change();
    if (anchor) this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  markDays() {
    let last = "";
    for (const item of this.list.querySelectorAll(".day")) item.remove();
    for (const item of this.list.querySelectorAll("[data-at]")) {
      const day = this.day.format(new Date(item.dataset.at));
      if (day !== last) item.before(el("li", { class: "day" }, el("span", {}, day)));
      last = day;
    }
  }

  markUnread(messages, after) {
    if (after === undefined || after === null) return;
    const first = messages.find((message) => Number(message.id) > after && message.author?.key !== this.me.key);
    if (first) this.find(first.id)?.before(el("li", { class: "unread-line" }, el("span", {}, this.chrome.unread_line)));
  }
}
