"""The stand-in that a check is given, and how it is told what to do."""

import json

import lark_oapi as lark
from control import STAND, order
from lark_oapi.api.im.v1 import CreateMessageRequest, CreateMessageRequestBody

CLIENT = (
    lark.Client.builder()
    .app_id(STAND["app_id"])
    .app_secret(STAND["app_secret"])
    .domain(STAND["address"])
    .log_level(lark.LogLevel.CRITICAL)
    .build()
)


def card(title, template="red"):
    """An alert with a button, as it is before or after somebody has pressed it."""
    button = {
        "tag": "button",
        "text": {"tag": "plain_text", "content": "确认"},
        "behaviors": [{"type": "callback", "value": {"do": "ack"}}],
    }
    return {
        "schema": "2.0",
        "config": {"update_multi": True},
        "header": {"title": {"tag": "plain_text", "content": title}, "template": template},
        "body": {"elements": [{"tag": "div", "text": {"tag": "plain_text", "content": "4.6%"}}, button]},
    }


def send(content, uuid=None):
    """Sends a card to the group; the client's answer."""
    body = CreateMessageRequestBody.builder().receive_id(STAND["chat"]).msg_type("interactive")
    body = body.content(json.dumps(content))
    if uuid is not None:
        body = body.uuid(uuid)
    request = CreateMessageRequest.builder().receive_id_type("chat_id").request_body(body.build()).build()
    return CLIENT.im.v1.message.create(request)


def message(answer):
    """A message as the stand-in has it."""
    return next(own for own in order(do="messages", chat="ops") if own["id"] == answer.data.message_id)
