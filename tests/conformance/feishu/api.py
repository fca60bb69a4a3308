"""`lark-oapi` against the stand-in's Open API: tokens, messages, cards, pictures and refusals."""

import io
import json

from control import order
from lark_oapi.api.im.v1 import (
    CreateImageRequest,
    CreateImageRequestBody,
    PatchMessageRequest,
    PatchMessageRequestBody,
)
from stand import CLIENT, card, message, send


def patch(identifier, content):
    body = PatchMessageRequestBody.builder().content(json.dumps(content)).build()
    request = PatchMessageRequest.builder().message_id(identifier).request_body(body).build()
    return CLIENT.im.v1.message.patch(request)


def messages():
    sent = send(card("延迟发货率"), "alert-1")
    assert sent.success(), sent.msg
    assert send(card("延迟发货率"), "alert-1").data.message_id == sent.data.message_id, "one message for a uuid"
    assert patch(sent.data.message_id, card("已确认", "blue")).success()
    assert message(sent)["content"]["header"]["title"]["content"] == "已确认"
    lonely = card("已确认")
    del lonely["config"]
    assert patch(sent.data.message_id, lonely).code == 230001


def pictures():
    """The client sends the picture as a part without a file name."""
    picture = b"\x89PNG" + bytes(5000)
    body = CreateImageRequestBody.builder().image_type("message").image(io.BytesIO(picture)).build()
    uploaded = CLIENT.im.v1.image.create(CreateImageRequest.builder().request_body(body).build())
    assert uploaded.success(), uploaded.msg
    assert order(do="image_length", key=uploaded.data.image_key) == len(picture)


def refusals():
    bad = card("延迟发货率")
    bad["body"]["elements"].append({"tag": "hr", "color": "red"})
    refused = send(bad)
    assert refused.code == 230099 and "unknown property color" in refused.msg, refused.msg
    order(do="fail", order={"fault": {"rate_limited": 7}, "times": 1})
    limited = send(card("延迟发货率"))
    assert limited.code == 99991400 and limited.raw.status_code == 429
    order(do="fail", order={"fault": {"refused": {"bad_request": 230020}}, "times": 1})
    assert send(card("延迟发货率")).code == 230020
    order(do="remove_bot", user="mei", chat="ops")
    assert send(card("延迟发货率")).code == 230002


messages()
pictures()
refusals()
