// `@larksuiteoapi/node-sdk` against the stand-in's Open API: tokens, messages, cards, pictures and refusals.

const assert = require('node:assert/strict');
const { chat, client, lark, account, order, card, send } = require('./stand');

async function messages() {
  const id = await send('延迟发货率', 'alert-1');
  assert.equal(await send('延迟发货率', 'alert-1'), id, 'one message for a uuid');

  const content = JSON.stringify(card('已确认', 'blue'));
  assert.equal((await client.im.v1.message.patch({ path: { message_id: id }, data: { content } })).code, 0);
  const [message] = await order({ do: 'messages', chat: 'ops' });
  assert.equal(message.content.header.title.content, '已确认');

  const data = { msg_type: 'text', content: JSON.stringify({ text: '收到' }), reply_in_thread: true };
  const reply = await client.im.v1.message.reply({ path: { message_id: id }, data });
  assert.equal(reply.data.root_id, id);
  assert.match(reply.data.thread_id, /^omt_/);

  const { data: read } = await client.im.v1.message.get({ path: { message_id: id } });
  assert.equal(JSON.parse(read.items[0].body.content).title, '已确认');
  const listed = await client.im.v1.message.list({ params: { container_id_type: 'chat', container_id: chat } });
  assert.equal(listed.data.items.length, 2);

  const urgent = await client.im.v1.message.urgentApp({
    path: { message_id: id },
    params: { user_id_type: 'open_id' },
    data: { user_id_list: [(await people())[0].user_id] },
  });
  assert.deepEqual(urgent.data.invalid_user_id_list, []);
  assert.deepEqual(await order({ do: 'urgents', user: 'mei' }), [id]);
}

async function people() {
  const data = { emails: ['mei@example.com'], mobiles: ['13800138000'] };
  const answer = await client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data });
  const found = answer.data.user_list;
  assert.equal(found[0].user_id, found[1].user_id);
  const { data: read } = await client.contact.v3.user.get({ path: { user_id: found[0].user_id } });
  assert.equal(read.user.name, 'mei');
  return found;
}

async function pictures() {
  const image = Buffer.concat([Buffer.from('\x89PNG', 'latin1'), Buffer.alloc(5000, 7)]);
  const { image_key: key } = await client.im.v1.image.create({ data: { image_type: 'message', image } });
  assert.equal(await order({ do: 'image_length', key }), 5004);
}

/** What the client throws away is the HTTP status; what it gives is the code. */
async function refused(run, code) {
  await assert.rejects(run, (error) => {
    assert.equal(error.response.data.code, code);
    return true;
  });
}

async function refusals() {
  const post = (content) =>
    client.im.v1.message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: chat, msg_type: 'interactive', content: JSON.stringify(content) },
    });
  const bad = card('延迟发货率');
  bad.body.elements.push({ tag: 'blink' });
  await refused(() => post(bad), 230099);
  await order({ do: 'fail', order: { fault: { rate_limited: 7 }, times: 1 } });
  await assert.rejects(post(card('延迟发货率')), ({ response }) => {
    assert.equal(response.status, 429);
    assert.equal(response.headers['x-ogw-ratelimit-reset'], '7');
    return response.data.code === 99991400;
  });
  await order({ do: 'revoke_tokens' });
  await refused(() => post(card('延迟发货率')), 99991663);
  const stranger = new lark.Client({ ...account, appSecret: 'wrong', loggerLevel: lark.LoggerLevel.fatal });
  await assert.rejects(stranger.request({ method: 'GET', url: '/open-apis/bot/v3/info' }));
}

async function check() {
  await messages();
  await pictures();
  await refusals();
}

check().then(() => process.exit(0));
