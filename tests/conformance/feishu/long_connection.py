"""`lark-oapi` over the long connection: events in pieces, answers to presses, reconnection."""

import json
import threading

from control import STAND, order
import lark_oapi as lark
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse
from stand import card, message, send

HEARD = []
ANSWERS = []


def hear(event):
    HEARD.append(json.loads(event.event.message.content)["text"])


def answer(event):
    assert event.event.action.value == {"do": "ack"}
    return P2CardActionTriggerResponse(ANSWERS.pop())


def mention(text, pieces):
    order(do="divide", pieces=pieces)
    assert order(do="mention", user="mei", chat="ops", text=text)["acked"], text
    assert HEARD.pop() == "@_user_1 " + text


def presses():
    sent = send(card("延迟发货率"))
    ANSWERS.append({"toast": {"type": "info", "content": "OK", "i18n": {"zh_cn": "好的"}}})
    tap = order(do="press", user="mei", message=message(sent), button="确认")
    assert tap["toast"] == {"kind": "info", "text": "好的"}, tap
    ANSWERS.append({"card": {"type": "raw", "data": card("已确认", "blue")}})
    tap = order(do="press", user="mei", message=message(sent), button="确认")
    assert tap["problem"] is None, tap
    assert message(sent)["content"]["header"]["title"]["content"] == "已确认"


order(
    do="set_client_config",
    client={"ReconnectCount": -1, "ReconnectInterval": 1, "ReconnectNonce": 0, "PingInterval": 1},
)
handler = (
    lark.EventDispatcherHandler.builder("", "")
    .register_p2_im_message_receive_v1(hear)
    .register_p2_card_action_trigger(answer)
    .build()
)
connection = lark.ws.Client(
    STAND["app_id"],
    STAND["app_secret"],
    event_handler=handler,
    domain=STAND["address"],
    log_level=lark.LogLevel.CRITICAL,
)
threading.Thread(target=connection.start, daemon=True).start()
order(do="wait_for_connections", count=1)
order(do="wait_for_pings", count=2)
mention("延迟发货率", 1)
mention("延迟发货率 怎么样", 3)
presses()
for end in ["close_connections", "cut_connections"]:
    order(do=end)
    order(do="wait_for_connections", count=1)
    mention(end, 2)
