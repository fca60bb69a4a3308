"""`slack_sdk` against the stand-in: messages, people, pictures, the home tab, refusals."""

from control import STAND, order
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata
from stand import API, NOTE, PING

slack = WebClient(token=STAND["bot_token"], base_url=API)


def refused(error, call, **arguments):
    try:
        call(**arguments)
    except SlackApiError as thrown:
        assert thrown.response["error"] == error, thrown.response
        return thrown.response
    raise AssertionError(f"{error} was expected")


assert slack.auth_test()["team_id"] == STAND["team"]
channel = next(one["id"] for one in slack.conversations_list()["channels"] if one["name"] == "ops")
mei = slack.users_lookupByEmail(email="mei@example.com")["user"]["id"]

metadata = Metadata(event_type="steward", event_payload={"marker": "m1"})
posted = slack.chat_postMessage(channel=channel, text="Late shipment rate", blocks=PING, metadata=metadata)
slack.chat_update(channel=channel, ts=posted["ts"], text="taken", blocks=PING[:1])
history = slack.conversations_history(channel=channel, include_all_metadata=True)["messages"]
assert history[0]["metadata"]["event_payload"] == {"marker": "m1"}, history
assert len(history[0]["blocks"]) == 1
slack.chat_postEphemeral(channel=channel, user=mei, text="只给你看")
assert order(do="ephemerals", user="mei")[0]["shown"]["text"] == "只给你看"
members = slack.conversations_members(channel=channel)["members"]
assert mei in members

slack.files_upload_v2(channel=channel, content=b"a picture", filename="week.png", initial_comment="The week")
assert order(do="messages", channel="ops")[-1]["shown"]["files"][0]["name"] == "week.png"

home = slack.views_publish(user_id=mei, view={"type": "home", "blocks": PING})["view"]
refused("hash_conflict", slack.views_publish, user_id=mei, view={"type": "home", "blocks": PING}, hash="old")
slack.views_publish(user_id=mei, view={"type": "home", "blocks": PING[:1]}, hash=home["hash"])
assert len(order(do="home", user="mei")["blocks"]) == 1

long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
told = refused("invalid_blocks", slack.chat_postMessage, channel=channel, text="x", blocks=long)
assert "must be less than 3001 characters [json-pointer:/blocks/0/text/text]" in told["errors"], told
refused("no_text", slack.chat_postMessage, channel=channel, text="")
refused("msg_too_long", slack.chat_postMessage, channel=channel, text="x" * 40_001)
refused("users_not_found", slack.users_lookupByEmail, email="nobody@example.com")
refused("invalid_arguments", slack.views_publish, user_id=mei, view=NOTE)
order(do="archive", channel="ops")
refused("is_archived", slack.chat_postMessage, channel=channel, text="x")
