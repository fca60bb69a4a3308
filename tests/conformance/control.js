// How a check is given its stand-in, and how it tells the stand-in what to do.

const stand = JSON.parse(process.argv[2]);

/** How long a check may take, which ends itself when it is done: the longest takes seconds, and one that hangs tells where. */
const PATIENCE_MS = 90_000;

let last = 'nothing';

setTimeout(() => {
  console.error(`not done after ${PATIENCE_MS} ms; the last order was ${last}`);
  process.exit(1);
}, PATIENCE_MS);

/** Tells the stand-in what somebody does or what is to be seen, such as `{ do: 'say', user: 'mei', ... }`. */
async function order(what) {
  last = JSON.stringify(what);
  const response = await fetch(`${stand.address}/_control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${what.do}: ${answer}`);
  return JSON.parse(answer);
}

/** What a handler is given when it is called for the first time: `given` waits for it. */
function next() {
  let give;
  const given = new Promise((resolve) => {
    give = resolve;
  });
  return { give, given };
}

module.exports = { stand, order, next };
