"""The stand-in for Slack that a check is given, and what it is shown."""

from control import STAND

API = STAND["address"] + "/api/"

NOTE = {
    "type": "modal",
    "callback_id": "note",
    "title": {"type": "plain_text", "text": "Note"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "action",
            "label": {"type": "plain_text", "text": "What is done"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}

PING = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Late shipment rate* 4.6%"}},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "ack", "value": "1", "text": {"type": "plain_text", "text": "Acknowledge"}}
        ],
    },
]
