"""`slack_bolt` in Socket Mode against the stand-in: a mention, a press, a modal, the command, a new connection."""

import os

from control import STAND, order
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from stand import API, NOTE, PING

app = App(client=WebClient(token=STAND["bot_token"], base_url=API), signing_secret=STAND["signing_secret"])


@app.event("app_mention")
def mention(say):
    say(text="Late shipment rate", blocks=PING)


@app.action("ack")
def press(ack, body, client):
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=NOTE)


@app.view("note")
def submit(ack, view):
    if len(view["state"]["values"]["action"]["text"]["value"]) < 5:
        ack(response_action="errors", errors={"action": "too short"})
    else:
        ack()


@app.command("/kpi")
def command(ack, command, respond):
    ack()
    respond(f"you said {command['text']}")


handler = SocketModeHandler(app, STAND["app_token"], web_client=WebClient(base_url=API), trace_enabled=False)
handler.connect()
order(do="wait_for_connections", count=1)

assert order(do="mention", user="mei", channel="ops", text="状态")["acked"]
message = order(do="wait_for_posts", channel="ops", count=1)[0]
assert order(do="press", user="mei", message=message, button="Acknowledge")["acked"]
order(do="wait_for_modal", user="mei")
values = [["What is done", "no"]]
assert order(do="submit", user="mei", values=values) == {"errors": {"action": "too short"}}
assert order(do="submit", user="mei", values=[["What is done", "a new carrier"]]) == "closed"

order(do="refresh_connections")
order(do="wait_for_connections", count=1)
order(do="slash", user="mei", channel="ops", command="/kpi", text="status")
assert order(do="wait_for_ephemeral", user="mei", count=1)["shown"]["text"] == "you said status"

# The client's threads would keep the program alive.
os._exit(0)
