// `discord-interactions` behind the interactions endpoint: it believes what the stand-in signs, and nothing else.

const assert = require('node:assert/strict');
const http = require('node:http');
const { InteractionResponseType, InteractionType, verifyKey } = require('discord-interactions');
const { public_key, guild, application, order, commands, address, token } = require('./stand');

let believes = true;
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const body = Buffer.concat(chunks);
    const signature = request.headers['x-signature-ed25519'];
    const stamp = request.headers['x-signature-timestamp'];
    if (believes && !(await verifyKey(body, signature, stamp, public_key))) {
      response.writeHead(401).end('bad request signature');
      return;
    }
    const pong = JSON.parse(body).type === InteractionType.PING;
    const answer = { type: InteractionResponseType.CHANNEL_MESSAGE_WITH_SOURCE, data: { content: 'by HTTP' } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(pong ? { type: InteractionResponseType.PONG } : answer));
  });
});

async function check() {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  assert.equal(await order({ do: 'verify_endpoint', url }), true);
  believes = false;
  assert.equal(await order({ do: 'verify_endpoint', url }), false, 'an endpoint that believes everybody');
  believes = true;

  const path = `${address}/api/v10/applications/${application}/guilds/${guild}/commands`;
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' };
  const set = await fetch(path, { method: 'PUT', headers, body: JSON.stringify(commands) });
  assert.equal(set.status, 200);
  await order({ do: 'set_door', door: { endpoint: { url } } });
  const given = { user: 'mei', channel: 'ops', command: 'kpi ack', options: [['alert', '1']] };
  const delivered = await order({ do: 'slash', ...given });
  assert.ok(delivered.acked);
  assert.equal((await order({ do: 'messages', channel: 'ops' })).at(-1).shown.content, 'by HTTP');
}

check().then(() => process.exit(0));
