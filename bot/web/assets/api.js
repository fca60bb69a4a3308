// Speaks with the server: JSON both ways, the session's token on everything that changes something.

/** What the server refused, with a text for the person. */
export class Refused extends Error {
  constructor(status, error) {
    super(error?.text ?? "");
    this.status = status;
    this.code = error?.code ?? "";
  }
}

let token = "";

/** Remembers the token that the server wants on every change. */
export function useToken(value) {
  token = value;
}

/** Reads. */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given).toString();
  return call(search ? `${path}?${search}` : path, { headers: { accept: "application/json" } });
}

/** Changes. */
export function post(path, body) {
  const headers = { "content-type": "application/json", accept: "application/json", "x-steward-token": token };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function call(path, options) {
  const response = await fetch(path, { ...options, credentials: "same-origin", cache: "no-store" });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error);
  return body;
}

/** An id for one thing a person does; sent again with the same id it is done once. */
export function eventId() {
  // `crypto.randomUUID` is missing on plain http, which a phone on the local network uses.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
