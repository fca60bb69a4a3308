// How a check is given its stand-in, and how it tells the stand-in what to do.

const stand = JSON.parse(process.argv[2]);

/** Tells the stand-in what somebody does or what is to be seen, such as `{ do: 'say', user: 'mei', ... }`. */
async function order(what) {
  const response = await fetch(`${stand.address}/_control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${what.do}: ${answer}`);
  return JSON.parse(answer);
}

/** How long a handler is waited for: what is not heard fails, and does not hang. */
const PATIENCE_MS = 60_000;

/** What a handler is given when it is called for the first time: `given` waits for it. */
function next() {
  let give;
  const heard = new Promise((resolve) => {
    give = resolve;
  });
  const late = () =>
    new Promise((_, reject) => {
      setTimeout(reject, PATIENCE_MS, new Error(`nothing was heard within ${PATIENCE_MS} ms`)).unref();
    });
  return {
    give,
    get given() {
      return Promise.race([heard, late()]);
    },
  };
}

module.exports = { stand, order, next };
