// Requests as Discord signs them, with a new key of the same cryptography that `discord-interactions` verifies with. Prints the
// key and each body's signature, once that package itself has taken it for Discord's.

const assert = require('node:assert/strict');
const { verifyKey } = require('discord-interactions');

const hex = (bytes) => Buffer.from(bytes).toString('hex');

async function check() {
  const { stamp, bodies } = JSON.parse(process.argv[2]);
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const key = hex(await crypto.subtle.exportKey('raw', pair.publicKey));
  const signatures = [];
  for (const body of bodies) {
    const signed = await crypto.subtle.sign('Ed25519', pair.privateKey, Buffer.from(stamp + body));
    assert.ok(await verifyKey(body, hex(signed), stamp, key));
    signatures.push(hex(signed));
  }
  console.log(JSON.stringify({ key, signatures }));
}

check();
