// `@larksuiteoapi/node-sdk` over the long connection: events in pieces, answers to presses, reconnection.

const assert = require('node:assert/strict');
const { lark, account, loggerLevel, order, next, card, send } = require('./stand');

const heard = [];
let answer;
const dispatcher = new lark.EventDispatcher({ loggerLevel }).register({
  'im.message.receive_v1': ({ message }) => heard.push(JSON.parse(message.content).text),
  'card.action.trigger': (event) => answer(event),
});

async function mention(text, pieces) {
  await order({ do: 'divide', pieces });
  const delivered = await order({ do: 'mention', user: 'mei', chat: 'ops', text });
  assert.ok(delivered.acked, text);
  assert.equal(heard.pop(), `@_user_1 ${text}`);
}

async function presses() {
  const id = await send('延迟发货率');
  const [message] = (await order({ do: 'messages', chat: 'ops' })).filter((own) => own.id === id);
  const press = () => order({ do: 'press', user: 'mei', message, button: '确认' });

  answer = ({ action }) => ({ toast: { type: 'info', content: action.value.do, i18n: { zh_cn: '好的' } } });
  const toasted = await press();
  assert.deepEqual(toasted.toast, { kind: 'info', text: '好的' });

  answer = () => ({ card: { type: 'raw', data: card('已确认', 'blue') } });
  assert.equal((await press()).problem, null);
  const after = await order({ do: 'messages', chat: 'ops' });
  assert.equal(after.find((own) => own.id === id).content.header.title.content, '已确认');
}

async function check() {
  const client = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 1 };
  await order({ do: 'set_client_config', client });
  const ready = next();
  const socket = new lark.WSClient({ ...account, loggerLevel, onReady: ready.give });
  socket.start({ eventDispatcher: dispatcher });
  await ready.given;
  await order({ do: 'wait_for_pings', count: 2 });
  await mention('延迟发货率', 1);
  await mention('延迟发货率 怎么样', 4);
  await presses();
  for (const end of ['close_connections', 'cut_connections']) {
    await order({ do: end });
    await order({ do: 'wait_for_connections', count: 1 });
    await mention(end, 3);
  }
}

check().then(() => process.exit(0));
