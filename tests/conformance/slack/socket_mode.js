// `@slack/socket-mode` against the stand-in: events, presses, modals, the command, redelivery and reconnection.

const assert = require('node:assert/strict');
const { SocketModeClient } = require('@slack/socket-mode');
const { WebClient } = require('@slack/web-api');
const { address, app_token, bot_token, order, next, note, ping } = require('./stand');

const slackApiUrl = `${address}/api/`;
const socket = new SocketModeClient({ appToken: app_token, clientOptions: { slackApiUrl } });
const slack = new WebClient(bot_token, { slackApiUrl });

async function events() {
  const heard = next();
  socket.once('app_mention', async ({ event, ack }) => {
    await ack();
    heard.give(event);
  });
  socket.on('message', ({ ack }) => ack());
  const delivered = await order({ do: 'mention', user: 'mei', channel: 'ops', text: '延迟发货率 怎么样' });
  assert.ok(delivered.acked);
  assert.match((await heard.given).text, /^<@U\d+> 延迟发货率 怎么样$/);
}

async function redelivery() {
  let attempts = 0;
  socket.on('reaction_added', async ({ ack, retry_num }) => {
    assert.equal(retry_num, attempts);
    attempts += 1;
    if (attempts === 2) await ack();
  });
  const [message] = await order({ do: 'messages', channel: 'ops' });
  const delivered = await order({ do: 'react', user: 'mei', message, sign: 'eyes' });
  assert.ok(delivered.acked);
  assert.equal(delivered.attempts, 2);
}

async function modal() {
  const { channels } = await slack.conversations.list();
  await slack.chat.postMessage({ channel: channels[0].id, text: 'Late shipment rate', blocks: ping });
  const [message] = await order({ do: 'wait_for_posts', channel: 'ops', count: 1 });

  const chosen = next();
  socket.on('interactive', async ({ body, ack }) => {
    if (body.type === 'view_submission') {
      const { value } = body.view.state.values.action.text;
      const errors = { action: 'too short' };
      await ack(value.length < 5 ? { response_action: 'errors', errors } : undefined);
      return;
    }
    await ack();
    if (body.actions[0].action_id === 'more') chosen.give(body.actions[0].selected_option.value);
    else await slack.views.open({ trigger_id: body.trigger_id, view: note });
  });
  await order({ do: 'choose', user: 'mei', message, option: 'Snooze 4 h' });
  assert.equal(await chosen.given, 'snooze');

  await order({ do: 'press', user: 'mei', message, button: 'Acknowledge' });
  await order({ do: 'wait_for_modal', user: 'mei' });
  const submit = (text) => order({ do: 'submit', user: 'mei', values: [['What is done', text]] });
  assert.deepEqual(await submit(''), { incomplete: ['What is done'] });
  assert.deepEqual(await submit('no'), { errors: { action: 'too short' } });
  assert.equal(await submit('a new carrier'), 'closed');
}

async function command() {
  socket.on('slash_commands', ({ body, ack }) => ack({ text: `you said ${body.text}` }));
  await order({ do: 'slash', user: 'mei', channel: 'ops', command: '/kpi', text: 'status' });
  const answer = await order({ do: 'wait_for_ephemeral', user: 'mei', count: 1 });
  assert.equal(answer.shown.text, 'you said status');
}

async function reconnection() {
  for (const end of ['refresh_connections', 'cut_connections']) {
    const connected = next();
    socket.once('connected', connected.give);
    await order({ do: end });
    await connected.given;
    await order({ do: 'wait_for_connections', count: 1 });
    const delivered = await order({ do: 'say', user: 'mei', channel: 'ops', text: end });
    assert.ok(delivered.acked, end);
  }
}

async function check() {
  await socket.start();
  await events();
  await redelivery();
  await modal();
  await command();
  await reconnection();
  await socket.disconnect();
}

check().then(() => process.exit(0));
