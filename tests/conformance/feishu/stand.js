// The stand-in for Feishu that a check is given, its official client, and a card.

const lark = require('@larksuiteoapi/node-sdk');
const { stand, order, next } = require('../control');

/** An alert with a button, as it is before or after somebody has pressed it. */
function card(title, template = 'red') {
  return {
    schema: '2.0',
    config: { update_multi: true },
    header: { title: { tag: 'plain_text', content: title }, template },
    body: {
      elements: [
        { tag: 'div', text: { tag: 'plain_text', content: '4.6%' } },
        {
          tag: 'button',
          text: { tag: 'plain_text', content: '确认' },
          behaviors: [{ type: 'callback', value: { do: 'ack' } }],
        },
      ],
    },
  };
}

const account = { appId: stand.app_id, appSecret: stand.app_secret, domain: stand.address };
const loggerLevel = lark.LoggerLevel.error;
const client = new lark.Client({ ...account, loggerLevel });

/** Sends a card to the group. */
async function send(title, uuid) {
  const data = { receive_id: stand.chat, msg_type: 'interactive', content: JSON.stringify(card(title)), uuid };
  const answer = await client.im.v1.message.create({ params: { receive_id_type: 'chat_id' }, data });
  return answer.data.message_id;
}

module.exports = { ...stand, lark, account, loggerLevel, client, order, next, card, send };
