// `@slack/bolt` behind signed HTTP: it accepts what the stand-in signs, and refuses another signature.

const assert = require('node:assert/strict');
const { App } = require('@slack/bolt');
const { address, bot_token, signing_secret, order, next, note, ping } = require('./stand');

const app = new App({
  token: bot_token,
  signingSecret: signing_secret,
  clientOptions: { slackApiUrl: `${address}/api/` },
});

const heard = next();
app.event('app_mention', async ({ event, say }) => {
  await say({ text: 'Late shipment rate', blocks: ping });
  heard.give(event);
});
app.command('/kpi', async ({ command, ack, respond }) => {
  await ack();
  await respond({ text: `you said ${command.text}`, response_type: 'ephemeral' });
});
app.action('ack', async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: note });
});
app.view('note', async ({ ack, view }) => {
  const { value } = view.state.values.action.text;
  await ack(value.length < 5 ? { response_action: 'errors', errors: { action: 'too short' } } : undefined);
});

async function check() {
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.address().port}/slack/events`;
  assert.ok(await order({ do: 'verify_url', url }));
  await order({ do: 'set_door', door: { http: { events: url, commands: url, interactions: url } } });

  await order({ do: 'mention', user: 'mei', channel: 'ops', text: 'status' });
  assert.match((await heard.given).text, /status$/);
  const [message] = await order({ do: 'wait_for_posts', channel: 'ops', count: 1 });
  await order({ do: 'press', user: 'mei', message, button: 'Acknowledge' });
  await order({ do: 'wait_for_modal', user: 'mei' });
  const submit = (text) => order({ do: 'submit', user: 'mei', values: [['action', text]] });
  assert.deepEqual(await submit('no'), { errors: { action: 'too short' } });
  assert.equal(await submit('a new carrier'), 'closed');

  await order({ do: 'slash', user: 'mei', channel: 'ops', command: '/kpi', text: 'status' });
  const answer = await order({ do: 'wait_for_ephemeral', user: 'mei', count: 1 });
  assert.equal(answer.shown.text, 'you said status');

  const stamp = String(Math.floor(Date.now() / 1000));
  const headers = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': 'v0=00', 'content-type': 'application/json' };
  const forged = await fetch(url, { method: 'POST', headers, body: '{}' });
  assert.equal(forged.status, 401);
}

// The server is not closed: that waits for ever for a connection on which no request was ever made.
check().then(() => process.exit(0));
