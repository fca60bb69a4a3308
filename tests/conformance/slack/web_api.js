// `@slack/web-api` against the stand-in: who we are, messages, people, pictures, refusals.

const assert = require('node:assert/strict');
const { WebClient } = require('@slack/web-api');
const { address, bot_token, team, order, ping } = require('./stand');

const slack = new WebClient(bot_token, { slackApiUrl: `${address}/api/`, retryConfig: { retries: 2, factor: 1 } });

async function messages(channel, mei) {
  const metadata = { event_type: 'steward', event_payload: { marker: 'm1' } };
  const posted = await slack.chat.postMessage({ channel, text: 'Late shipment rate', blocks: ping, metadata });
  assert.equal(posted.message.blocks.length, 2);
  await slack.chat.postMessage({ channel, text: 'a reply', thread_ts: posted.ts });
  await slack.chat.update({ channel, ts: posted.ts, text: 'taken' });
  const history = await slack.conversations.history({ channel, include_all_metadata: true });
  assert.deepEqual(history.messages.map((message) => message.text), ['taken']);
  assert.equal(history.messages[0].metadata.event_payload.marker, 'm1');
  assert.equal(history.messages[0].blocks, undefined);
  const replies = await slack.conversations.replies({ channel, ts: posted.ts });
  assert.deepEqual(replies.messages.map((message) => message.text), ['taken', 'a reply']);

  await slack.chat.postEphemeral({ channel, user: mei, text: 'only for you' });
  const own = await order({ do: 'ephemerals', user: mei });
  assert.deepEqual(own.map((message) => message.shown.text), ['only for you']);

  await slack.reactions.add({ channel, timestamp: posted.ts, name: 'eyes' });
  const direct = await slack.conversations.open({ users: mei });
  await slack.chat.postMessage({ channel: direct.channel.id, text: '你好' });
  assert.equal((await order({ do: 'messages', channel: '@mei' }))[0].shown.text, '你好');
}

async function people(mei) {
  const found = await slack.users.lookupByEmail({ email: 'mei@example.com' });
  assert.equal(found.user.id, mei);
  const told = await slack.users.info({ user: mei, include_locale: true });
  assert.equal(told.user.locale, 'zh-CN');
  assert.equal(told.user.tz, 'Asia/Shanghai');
  const names = [];
  for await (const page of slack.paginate('users.list', { limit: 1 })) {
    names.push(...page.members.map((member) => member.name));
  }
  assert.deepEqual(names.sort(), ['ann', 'mei', 'steward']);
}

async function pictures(channel) {
  const file = Buffer.from('a picture');
  await slack.filesUploadV2({ channel_id: channel, file, filename: 'week.png', title: 'The week', alt_text: 'It rises' });
  const shown = (await order({ do: 'messages', channel })).at(-1).shown;
  assert.equal(shown.files[0].title, 'The week');
  assert.equal(shown.files[0].alt_txt, 'It rises');

  const posted = await slack.chat.postMessage({ channel, text: 'The week in words' });
  await slack.filesUploadV2({ channel_id: channel, thread_ts: posted.ts, file, filename: 'below.png' });
  const replies = await slack.conversations.replies({ channel, ts: posted.ts });
  assert.equal(replies.messages[1].files[0].name, 'below.png');
  const { file_id } = await slack.files.getUploadURLExternal({ filename: 'never.png', length: 9 });
  const completing = slack.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: channel });
  await assert.rejects(completing, (thrown) => thrown.data.error === 'file_not_found');
}

async function refusals(channel) {
  const refused = async (call, error) => assert.rejects(call, (thrown) => thrown.data.error === error);
  await refused(slack.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'bogus' }] }), 'invalid_blocks');
  await refused(slack.chat.postMessage({ channel: 'C404', text: 'x' }), 'channel_not_found');
  await refused(slack.apiCall('chat.shout', {}), 'unknown_method');
  await refused(slack.views.open({ trigger_id: '1.2.3', view: require('./stand').note }), 'invalid_trigger_id');
  await order({ do: 'take_scope', team, scope: 'reactions:write' });
  await assert.rejects(slack.reactions.add({ channel, timestamp: '1.1', name: 'eyes' }), (thrown) => {
    return thrown.data.error === 'missing_scope' && thrown.data.needed === 'reactions:write';
  });

  await order({ do: 'fail', order: { method: 'chat.postMessage', fault: { rate_limited: 1 }, times: 1 } });
  const begin = Date.now();
  await slack.chat.postMessage({ channel, text: 'after a pause' });
  assert.ok(Date.now() - begin >= 1000, 'the client waits for Retry-After');

  await order({ do: 'refuse_token', team, error: 'token_revoked' });
  await refused(slack.auth.test(), 'token_revoked');
}

async function check() {
  const who = await slack.auth.test();
  assert.equal(who.team_id, team);
  const channels = await slack.conversations.list({ types: 'public_channel,private_channel' });
  const channel = channels.channels.find((one) => one.name === 'ops').id;
  const mei = (await slack.users.lookupByEmail({ email: 'mei@example.com' })).user.id;
  await messages(channel, mei);
  await people(mei);
  await pictures(channel);
  await refusals(channel);
}

check().then(() => process.exit(0));
