// Listens to the server's events and keeps on listening.

/** How long a broken line goes unmentioned. */
const SILENCE_BEFORE_BANNER_MS = 1500;
/** How long to wait before opening a line that the browser has given up. */
const REOPEN_MS = 2000;

/** Opens the line from the sequence number `after` on; answers a function that closes it for good. */
export function listen(after, { me, onMessage, onLine, onRefused, onOther }) {
  let source = null;
  let last = after;
  let closed = false;
  let reopening = 0;
  let broken = 0;

  const lost = () => {
    if (!broken) broken = setTimeout(() => onLine(false), SILENCE_BEFORE_BANNER_MS);
  };
  const found = () => {
    clearTimeout(broken);
    broken = 0;
    onLine(true);
  };

  const open = () => {
    source?.close();
    source = new EventSource(`/chat/events?after=${last}`);
    source.addEventListener("open", found);
    source.addEventListener("me", (event) => {
      // Another tab of the demo has become somebody else.
      if (JSON.parse(event.data) !== me) onOther();
    });
    source.addEventListener("message", (event) => {
      last = Math.max(last, Number(event.lastEventId) || 0);
      onMessage(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      if (closed) return;
      lost();
      // The browser tries again by itself, but not after an answer that is no stream.
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(reopening);
        reopening = setTimeout(async () => {
          if (closed || (await onRefused())) return;
          open();
        }, REOPEN_MS);
      }
    });
  };

  // A phone that wakes up has a dead line it does not know of.
  const wake = () => {
    if (!closed && document.visibilityState === "visible" && source?.readyState !== EventSource.OPEN) open();
  };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("offline", lost);
  open();

  return () => {
    closed = true;
    clearTimeout(broken);
    clearTimeout(reopening);
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", lost);
    source?.close();
  };
}
