// `@larksuiteoapi/node-sdk` behind a webhook: its dispatcher opens, checks and answers what the stand-in posts.

const assert = require('node:assert/strict');
const http = require('node:http');
const { lark, encrypt_key, verification_token, loggerLevel, order, send } = require('./stand');

const heard = [];
const dispatcher = new lark.EventDispatcher({
  encryptKey: encrypt_key,
  verificationToken: verification_token,
  loggerLevel,
}).register({
  'im.message.receive_v1': ({ message }) => {
    heard.push(JSON.parse(message.content).text);
  },
  'card.action.trigger': () => ({ toast: { type: 'success', content: '好的' } }),
});

async function check() {
  const cipher = new lark.AESCipher('test key');
  assert.equal(cipher.decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk='), 'hello world');

  const server = http.createServer(lark.adaptDefault('/events', dispatcher, { autoChallenge: true }));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/events`;
  assert.ok(await order({ do: 'verify_url', url }));
  await order({ do: 'set_door', door: { webhook: { url } } });

  assert.ok((await order({ do: 'mention', user: 'mei', chat: 'ops', text: '怎么样' })).acked);
  assert.deepEqual(heard, ['@_user_1 怎么样']);

  const id = await send('延迟发货率');
  const message = (await order({ do: 'messages', chat: 'ops' })).find((own) => own.id === id);
  const tap = await order({ do: 'press', user: 'mei', message, button: '确认' });
  assert.deepEqual(tap.toast, { kind: 'success', text: '好的' });
}

check().then(() => process.exit(0));
