// An app made with `@slack/bolt` as its guide shows: verifies a press, writes one row, answers.

const { DatabaseSync } = require('node:sqlite');
const { App, LogLevel } = require('@slack/bolt');

const [slackApiUrl, token, signingSecret] = process.argv.slice(2);
const database = new DatabaseSync('presses.sqlite');
database.exec('PRAGMA journal_mode = WAL');
database.exec('PRAGMA synchronous = FULL');
database.exec('CREATE TABLE presses (id INTEGER PRIMARY KEY, user TEXT, action TEXT, at TEXT)');
const insert = database.prepare('INSERT INTO presses (user, action, at) VALUES (?, ?, ?)');

const app = new App({ token, signingSecret, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: `${slackApiUrl}/` } });
app.action(/.*/, async ({ ack, body, action }) => {
  insert.run(body.user.id, action.value, action.action_ts);
  await ack();
});

app.start({ port: 0, host: '127.0.0.1' }).then((server) => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
