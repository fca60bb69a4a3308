"""The stand-in that a check is given, and how it is told what to do."""

import json
import sys
import urllib.request

STAND = json.loads(sys.argv[1])
API = STAND["address"] + "/api/"


def order(**what):
    """Tells the stand-in what somebody does, such as `order(do="say", user="mei", channel="ops", text="hello")`."""
    request = urllib.request.Request(
        STAND["address"] + "/_control",
        data=json.dumps(what).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


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
