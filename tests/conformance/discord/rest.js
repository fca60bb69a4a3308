// `@discordjs/rest` against the stand-in: messages, nonces, threads, reactions, files, refusals, limits.

const assert = require('node:assert/strict');
const { DiscordAPIError, REST, Routes } = require('discord.js');
const { address, token, application, guild, channel, mei, order, ping, commands } = require('./stand');

const rest = new REST({ api: `${address}/api`, version: '10' }).setToken(token);

async function refused(call, code, field) {
  await assert.rejects(call, (thrown) => {
    assert.ok(thrown instanceof DiscordAPIError, thrown);
    assert.equal(thrown.code, code);
    if (field) assert.ok(JSON.stringify(thrown.rawError.errors).includes(field), thrown.message);
    return true;
  });
}

async function messages() {
  const body = { ...ping, content: `<@${mei}> @everyone`, allowed_mentions: { parse: [] }, nonce: 'm1' };
  const sent = await rest.post(Routes.channelMessages(channel), { body: { ...body, enforce_nonce: true } });
  assert.deepEqual(sent.mentions, []);
  assert.equal(sent.mention_everyone, false);
  const again = await rest.post(Routes.channelMessages(channel), { body: { ...body, enforce_nonce: true } });
  assert.equal(again.id, sent.id);

  const edited = await rest.patch(Routes.channelMessage(channel, sent.id), { body: { content: 'taken' } });
  assert.equal(edited.content, 'taken');
  assert.equal(edited.embeds.length, 1);
  assert.ok(edited.edited_timestamp);
  assert.equal((await rest.get(Routes.channelMessage(channel, sent.id))).content, 'taken');

  const reaction = Routes.channelMessageOwnReaction(channel, sent.id, encodeURIComponent('✅'));
  await rest.put(reaction);
  const [signed] = await rest.get(Routes.channelMessages(channel), { query: new URLSearchParams({ limit: '1' }) });
  assert.equal(signed.reactions[0].emoji.name, '✅');
  await rest.delete(reaction);

  const thread = await rest.post(Routes.threads(channel, sent.id), { body: { name: 'The talk' } });
  const inside = await rest.post(Routes.channelMessages(thread.id), { body: { content: 'in the thread' } });
  assert.equal(inside.channel_id, thread.id);

  const files = [{ name: 'week.png', data: Buffer.from('a picture') }];
  const attachments = [{ id: '0', description: 'The week' }];
  const pictured = await rest.post(Routes.channelMessages(channel), { body: { attachments }, files });
  assert.equal(pictured.attachments[0].filename, 'week.png');
  assert.equal(pictured.attachments[0].description, 'The week');
  assert.equal(await order({ do: 'file_length', attachment: pictured.attachments[0].id }), 9);
  await rest.delete(Routes.channelMessage(channel, pictured.id));
  await refused(rest.get(Routes.channelMessage(channel, pictured.id)), 10008);
}

async function files() {
  const picture = { name: 'kpi.png', data: Buffer.from('\x89PNG of the week', 'latin1') };
  const read = async (url) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const send = (body, files) => rest.post(Routes.channelMessages(channel), { body, files });
  const attachments = [{ id: '0', description: 'Last 7 values' }];
  const embeds = [{ description: '4.6%', image: { url: 'attachment://kpi.png', description: 'Last 7 values' } }];

  // An embed that shows a file has it in place of the message.
  const shown = await send({ embeds, attachments }, [picture]);
  assert.deepEqual(shown.attachments, []);
  assert.equal(shown.embeds[0].image.description, 'Last 7 values');
  assert.deepEqual(await read(shown.embeds[0].image.url), picture.data);

  // So has one that was there before.
  const plain = await send({ embeds: [{ description: '4.6%' }] });
  const path = Routes.channelMessage(channel, plain.id);
  const edited = await rest.patch(path, { body: { embeds, attachments }, files: [picture] });
  assert.deepEqual(await read(edited.embeds[0].image.url), picture.data);
  const twice = await rest.patch(path, { body: { embeds, attachments }, files: [picture] });
  assert.deepEqual(twice.attachments, [], 'what is not listed is gone');
  const aside = await rest.patch(path, { body: { embeds: [{ description: '4.6%' }] } });
  assert.equal(aside.attachments[0].filename, 'kpi.png', 'what no embed shows stands beside it');
  const kept = [{ id: aside.attachments[0].id }];
  assert.equal((await rest.patch(path, { body: { attachments: kept } })).attachments.length, 1);
  assert.deepEqual((await rest.patch(path, { body: { attachments: [] } })).attachments, []);

  const missing = 'ATTACHMENT_NOT_FOUND';
  await refused(send({ attachments: [{ id: '1' }] }, [picture]), 50035, missing);
  await refused(send({ content: 'x', attachments: [{ id: '0' }] }), 50035, missing);
  await refused(rest.patch(path, { body: { attachments: kept } }), 50035, missing);
  await refused(send({ embeds }, [{ ...picture, name: '画像.png' }]), 50035, 'image');
  await refused(send({ embeds }), 50035, 'image');
  await refused(send({ embeds: [{ image: { url: 'kpi.png' } }] }, [picture]), 50035, 'image');
  const long = [{ id: '0', description: 'x'.repeat(1025) }];
  await refused(send({ attachments: long }, [picture]), 50035, 'description');
  const large = { name: 'large.png', data: Buffer.alloc(10 * 1024 * 1024 + 1) };
  await refused(send({ content: 'x' }, [large]), 40005);
  await refused(rest.patch(path, { body: { content: 'x' }, files: [large] }), 40005);
  await order({ do: 'deny', channel: 'ops', permission: 'ATTACH_FILES' });
  await refused(send({ content: 'x' }, [picture]), 50013);
  await refused(rest.patch(path, { body: { content: 'x' }, files: [picture] }), 50013);
  await order({ do: 'allow', channel: 'ops', permission: 'ATTACH_FILES' });
}

async function direct() {
  const mailbox = await rest.post(Routes.userChannels(), { body: { recipient_id: mei } });
  await rest.post(Routes.channelMessages(mailbox.id), { body: { content: '你好' } });
  await order({ do: 'set_mailbox', user: 'mei', open: false });
  await refused(rest.post(Routes.channelMessages(mailbox.id), { body: { content: 'x' } }), 50007);
  await order({ do: 'set_mailbox', user: 'mei', open: true });
}

async function world() {
  assert.equal((await rest.get(Routes.user())).bot, true);
  assert.equal((await rest.get(Routes.currentApplication())).id, application);
  assert.equal((await rest.get(Routes.guild(guild))).preferred_locale, 'en-US');
  assert.deepEqual((await rest.get(Routes.guildChannels(guild))).map((one) => one.id), [channel]);
  assert.equal((await rest.get(Routes.guildRoles(guild)))[0].name, '@everyone');
  assert.equal((await rest.get(Routes.guildMember(guild, mei))).user.id, mei);
  assert.equal((await rest.get(Routes.channel(channel))).name, 'ops');
  assert.equal((await rest.get(Routes.userGuilds())).length, 1);
  const page = new URLSearchParams({ limit: '10' });
  assert.equal((await rest.get(Routes.guildMembers(guild), { query: page })).length, 2);

  const path = Routes.applicationGuildCommands(application, guild);
  const [registered] = await rest.put(path, { body: commands });
  const [same] = await rest.put(path, { body: commands });
  assert.equal(same.id, registered.id);
  const query = new URLSearchParams({ with_localizations: 'true' });
  assert.equal((await rest.get(path, { query }))[0].name_localizations['zh-CN'], '指标');
}

async function refusals() {
  const send = (body) => rest.post(Routes.channelMessages(channel), { body });
  const button = (custom_id) => ({ type: 2, style: 1, label: 'x', custom_id });
  const row = (...components) => [{ type: 1, components }];
  await refused(send({ content: 'x'.repeat(2001) }), 50035, 'BASE_TYPE_MAX_LENGTH');
  await refused(send({ embeds: [{ description: 'x'.repeat(4097) }] }), 50035, 'description');
  const long = { description: 'x'.repeat(3500) };
  await refused(send({ embeds: [long, long] }), 50035, 'MAX_EMBED_SIZE_EXCEEDED');
  const fields = Array.from({ length: 26 }, () => ({ name: 'a', value: 'b' }));
  await refused(send({ embeds: [{ fields }] }), 50035, 'fields');
  await refused(send({ components: row(button('x'.repeat(101))) }), 50035, 'custom_id');
  await refused(send({ components: row(button('a'), button('a')) }), 50035, 'COMPONENT_CUSTOM_ID_DUPLICATED');
  await refused(send({ components: Array.from({ length: 6 }, (_, at) => row(button(`${at}`))[0]) }), 50035);
  await refused(send({ content: '' }), 50006);
  await refused(send({ content: 'x', nonce: 'x'.repeat(26) }), 50035, 'nonce');
  await refused(rest.get(Routes.channel('1')), 10003);
  await refused(rest.put(Routes.applicationGuildCommands(application, guild), { body: [{ name: 'KPI', description: 'x' }] }), 50035);

  await order({ do: 'deny', channel: 'ops', permission: 'SEND_MESSAGES' });
  await refused(send({ content: 'x' }), 50013);
  await order({ do: 'deny', channel: 'ops', permission: 'VIEW_CHANNEL' });
  await refused(send({ content: 'x' }), 50001);
  await order({ do: 'allow', channel: 'ops', permission: 'VIEW_CHANNEL' });
  await order({ do: 'allow', channel: 'ops', permission: 'SEND_MESSAGES' });
}

async function limits() {
  for (const fault of [{ rate_limited: 1 }, { refused: { global: 1 } }]) {
    await order({ do: 'fail', order: { method: 'create_message', fault, times: 1 } });
    const begin = Date.now();
    await rest.post(Routes.channelMessages(channel), { body: { content: 'after a pause' } });
    assert.ok(Date.now() - begin >= 1000, 'the client waits as long as it is told');
  }
  await order({ do: 'keep_pace' });
  const begin = Date.now();
  const send = (content) => rest.post(Routes.channelMessages(channel), { body: { content } });
  await Promise.all(['1', '2', '3', '4', '5', '6'].map(send));
  assert.ok(Date.now() - begin >= 3000, 'the client keeps within the bucket it is told of');
}

async function check() {
  await world();
  await messages();
  await files();
  await direct();
  await refusals();
  await limits();
}

check().then(() => process.exit(0));
