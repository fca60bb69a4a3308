// The stand-in that a check is given, and how it is told what to do.

const stand = JSON.parse(process.argv[2]);

/** Tells the stand-in what somebody does or what is to be seen, such as `{ do: 'say', user, channel, text }`. */
async function order(what) {
  const response = await fetch(`${stand.address}/_control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${what.do}: ${answer}`);
  return JSON.parse(answer);
}

/** Resolves with what a handler was given when it is called for the first time. */
function next() {
  let give;
  const given = new Promise((resolve) => {
    give = resolve;
  });
  return { give, given };
}

const note = {
  type: 'modal',
  callback_id: 'note',
  title: { type: 'plain_text', text: 'Note' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'action',
      label: { type: 'plain_text', text: 'What is done' },
      element: { type: 'plain_text_input', action_id: 'text', multiline: true },
    },
  ],
};

const ping = [
  { type: 'section', text: { type: 'mrkdwn', text: '*Late shipment rate* 4.6%' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'ack', value: '1', text: { type: 'plain_text', text: 'Acknowledge' } },
      {
        type: 'overflow',
        action_id: 'more',
        options: [{ text: { type: 'plain_text', text: 'Snooze 4 h' }, value: 'snooze' }],
      },
    ],
  },
];

module.exports = { ...stand, order, next, note, ping };
