// `discord.js` against the stand-in: it logs in, hears, answers interactions, resumes and reconnects.

const assert = require('node:assert/strict');
const { Client, Events, GatewayIntentBits: Intent, Partials } = require('discord.js');
const { address, token, guild, order, next, ping, note, labelled, commands } = require('./stand');

const intents = [Intent.Guilds, Intent.GuildMessages, Intent.DirectMessages, Intent.GuildMessageReactions];
const options = { rest: { api: `${address}/api` }, waitGuildTimeout: 500, intents };
const client = new Client({ ...options, partials: [Partials.Channel, Partials.Message] });

function heard(event) {
  const { give, given } = next();
  client.once(event, (...all) => give(all));
  return given;
}

async function messages() {
  for (const [act, content] of [
    [{ do: 'say', user: 'mei', channel: 'ops', text: 'not for the bot' }, ''],
    [{ do: 'mention', user: 'mei', channel: 'ops', text: '延迟发货率' }, `<@${client.user.id}> 延迟发货率`],
    [{ do: 'say', user: 'mei', channel: '@steward', text: '你好' }, '你好'],
  ]) {
    const message = heard(Events.MessageCreate);
    await order(act);
    const [created] = await message;
    assert.equal(created.content, content);
    assert.equal(created.author.username, 'mei');
  }
  const [said] = await order({ do: 'messages', channel: 'ops' });
  const reaction = heard(Events.MessageReactionAdd);
  await order({ do: 'react', user: 'mei', message: said, sign: '✅' });
  assert.equal((await reaction)[0].emoji.name, '✅');
}

async function components() {
  const channel = client.channels.cache.find((one) => one.name === 'ops');
  await channel.send(ping);
  const message = (await order({ do: 'wait_for_posts', channel: 'ops', count: 1 })).at(-1);
  client.once(Events.InteractionCreate, (interaction) => interaction.update({ content: 'taken', components: [] }));
  const chosen = await order({ do: 'choose', user: 'mei', message, option: 'Snooze 4 h' });
  assert.ok(chosen.acked);
  assert.equal(chosen.interaction.data.values[0], 'snooze');
  const after = (await order({ do: 'messages', channel: 'ops' })).at(-1);
  assert.equal(after.shown.content, 'taken');
  assert.deepEqual(after.shown.components, []);

  client.once(Events.InteractionCreate, (interaction) => interaction.showModal(note));
  await order({ do: 'press_old', user: 'mei', message, button: 'Acknowledge' });
  const submit = (text) => order({ do: 'submit', user: 'mei', values: [['What is done', text]] });
  assert.deepEqual(await submit(''), { incomplete: ['What is done'] });
  client.once(Events.InteractionCreate, async (interaction) => {
    await interaction.deferReply({ flags: 64 });
    await interaction.editReply(`noted: ${interaction.fields.getTextInputValue('action')}`);
  });
  assert.ok((await submit('a new carrier')).sent.acked);
  const answer = await order({ do: 'wait_for_ephemeral', user: 'mei', count: 1 });
  assert.equal(answer.shown.content, 'noted: a new carrier');
  return message;
}

async function labels(message) {
  client.once(Events.InteractionCreate, (interaction) => interaction.showModal(labelled));
  await order({ do: 'press_old', user: 'mei', message, button: 'Acknowledge' });
  const submit = (values) => order({ do: 'submit', user: 'mei', values });
  assert.deepEqual(await submit([['What is done', 'a new carrier']]), { incomplete: ['Cause'] });
  const heard = next();
  client.once(Events.InteractionCreate, async (interaction) => {
    const { fields } = interaction;
    heard.give([
      interaction.customId,
      fields.getStringSelectValues('cause'),
      fields.getTextInputValue('action'),
      fields.getTextInputValue('due'),
    ]);
    await interaction.reply({ content: 'noted', flags: 64 });
  });
  const sent = await submit([['Cause', 'Supply'], ['What is done', 'a new carrier']]);
  assert.ok(sent.sent.acked);
  assert.deepEqual(await heard.given, ['labelled', ['supply'], 'a new carrier', '']);
}

async function command() {
  await client.application.commands.set(commands, guild);
  client.once(Events.InteractionCreate, (interaction) => {
    assert.ok(interaction.isAutocomplete());
    interaction.respond([{ name: 'Late shipment rate', value: '1' }]);
  });
  const typed = { user: 'mei', channel: 'ops', command: '指标 确认' };
  const offered = await order({ do: 'complete', ...typed, option: ['alert', 'late'] });
  assert.deepEqual(offered, ['Late shipment rate']);
  const follow = next();
  client.once(Events.InteractionCreate, async (interaction) => {
    assert.equal(interaction.locale, 'zh-CN');
    assert.equal(interaction.guildLocale, 'en-US');
    await interaction.reply({ content: `took ${interaction.options.getString('alert')}`, flags: 64 });
    await interaction.followUp({ content: 'and more', flags: 64 });
    follow.give();
  });
  await order({ do: 'slash', ...typed, options: [['alert', '1']] });
  await follow.given;
  const own = await order({ do: 'ephemerals', user: 'mei' });
  assert.deepEqual(own.map((one) => one.shown.content).slice(-2), ['took 1', 'and more']);

  const late = next();
  client.once(Events.InteractionCreate, async (interaction) => {
    await order({ do: 'expire_interactions' });
    late.give(await interaction.reply('too late').catch((error) => error));
  });
  await order({ do: 'slash', ...typed, options: [['alert', '1']] });
  assert.equal((await late.given).code, 10062);
}

async function resuming() {
  for (const end of [{ do: 'cut_sessions' }, { do: 'close_sessions', code: 4000 }, { do: 'ask_to_reconnect' }]) {
    const resumed = heard(Events.ShardResume);
    const missed = heard(Events.MessageCreate);
    await order(end);
    await order({ do: 'mention', user: 'mei', channel: 'ops', text: end.do });
    assert.match((await missed)[0].content, new RegExp(end.do));
    await resumed;
  }
  const ready = heard(Events.ShardReady);
  await order({ do: 'invalidate_sessions', resumable: false });
  await ready;
}

async function refused(intents, code) {
  const other = new Client({ ...options, intents });
  await assert.rejects(other.login(token), (error) => error.message.includes(code));
  await other.destroy();
}

async function check() {
  const ready = heard(Events.ClientReady);
  await client.login(token);
  await ready;
  await messages();
  await labels(await components());
  await command();
  await resuming();
  await client.destroy();
  await refused([Intent.Guilds, Intent.MessageContent], 'disallowed intents');
}

check().then(() => process.exit(0));
