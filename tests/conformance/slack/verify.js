// What `@slack/bolt` says about signed requests: reads a list of them, prints for each whether it is believed.

const { isValidSlackRequest } = require('@slack/bolt/dist/receivers/verify-request');

const requests = JSON.parse(process.argv[2]);
const believed = requests.map(({ secret, stamp, signature, body, now }) =>
  isValidSlackRequest({
    signingSecret: secret,
    body,
    headers: { 'x-slack-request-timestamp': stamp, 'x-slack-signature': signature },
    nowMilliseconds: now * 1000,
  }),
);
console.log(JSON.stringify(believed));
