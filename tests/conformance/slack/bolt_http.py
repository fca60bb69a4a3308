"""`slack_bolt` behind signed HTTP: it accepts what the stand-in signs, and refuses another signature."""

import os
import threading
import urllib.error
import urllib.request

from control import STAND, order
from slack_bolt import App
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_sdk import WebClient
from stand import API, PING

app = App(client=WebClient(token=STAND["bot_token"], base_url=API), signing_secret=STAND["signing_secret"])


@app.event("app_mention")
def mention(say):
    say(text="Late shipment rate", blocks=PING)


@app.action("ack")
def press(ack, respond):
    ack()
    respond(text="taken", replace_original=True)


@app.command("/kpi")
def command(ack, command):
    ack(f"you said {command['text']}")


server = SlackAppDevelopmentServer(0, "/slack/events", app)._server
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/slack/events"
assert order(do="verify_url", url=url)
order(do="set_door", door={"http": {"events": url, "commands": url, "interactions": url}})

assert order(do="mention", user="mei", channel="ops", text="status")["acked"]
message = order(do="wait_for_posts", channel="ops", count=1)[0]
assert order(do="press", user="mei", message=message, button="Acknowledge")["acked"]
order(do="slash", user="mei", channel="ops", command="/kpi", text="status")
assert order(do="wait_for_ephemeral", user="mei", count=1)["shown"]["text"] == "you said status"

forged = urllib.request.Request(url, data=b"{}", headers={"x-slack-signature": "v0=00", "x-slack-request-timestamp": "1"})
try:
    urllib.request.urlopen(forged)
    raise AssertionError("a forged request was accepted")
except urllib.error.HTTPError as refused:
    assert refused.code == 401, refused.code

os._exit(0)
