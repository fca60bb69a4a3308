// Which of the given requests `discord-interactions` takes for Discord's.

const { verifyKey } = require('discord-interactions');

async function check() {
  const verdicts = [];
  for (const { key, stamp, signature, body } of JSON.parse(process.argv[2])) {
    verdicts.push(await verifyKey(body, signature, stamp, key));
  }
  console.log(JSON.stringify(verdicts));
}

check();
