// The stand-in for Discord that a check is given, and what it is shown.

const { LabelBuilder, ModalBuilder, StringSelectMenuBuilder, TextInputBuilder, TextInputStyle } = require('discord.js');
const { stand, order, next } = require('../control');

const ping = {
  embeds: [{ title: 'Late shipment rate', description: '4.6%', color: 0xd93025 }],
  components: [
    { type: 1, components: [{ type: 2, style: 1, custom_id: 'ack', label: 'Acknowledge' }] },
    {
      type: 1,
      components: [{ type: 3, custom_id: 'more', options: [{ label: 'Snooze 4 h', value: 'snooze' }] }],
    },
  ],
};

const note = {
  custom_id: 'note',
  title: 'Note',
  components: [
    { type: 1, components: [{ type: 4, custom_id: 'action', label: 'What is done', style: 2, min_length: 3 }] },
  ],
};

// The same with a list, below labels, as Steward sends its forms.
const labelled = new ModalBuilder()
  .setCustomId('labelled')
  .setTitle('Note')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Cause')
      .setDescription('the likeliest')
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('cause')
          .setRequired(true)
          .addOptions({ label: 'Logistics', value: 'logistics' }, { label: 'Supply', value: 'supply' }),
      ),
    new LabelBuilder()
      .setLabel('What is done')
      .setTextInputComponent(new TextInputBuilder().setCustomId('action').setStyle(TextInputStyle.Paragraph)),
    new LabelBuilder()
      .setLabel('By when')
      .setTextInputComponent(
        new TextInputBuilder().setCustomId('due').setStyle(TextInputStyle.Short).setRequired(false),
      ),
  );

const commands = [
  {
    name: 'kpi',
    name_localizations: { 'zh-CN': '指标' },
    description: 'KPIs',
    description_localizations: { 'zh-CN': '指标' },
    options: [
      {
        type: 1,
        name: 'ack',
        name_localizations: { 'zh-CN': '确认' },
        description: 'Take an alert',
        options: [{ type: 3, name: 'alert', description: 'Which', required: true, autocomplete: true }],
      },
    ],
  },
];

module.exports = { ...stand, order, next, ping, note, labelled, commands };
