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

/** Resolves with what a handler was given when it is called for the first time. */
function next() {
  let give;
  const given = new Promise((resolve) => {
    give = resolve;
  });
  return { give, given };
}

module.exports = { stand, order, next };
