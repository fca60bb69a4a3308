"""`lark-oapi` behind a webhook: its dispatcher opens, checks and answers what the stand-in posts."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from control import STAND, order
import lark_oapi as lark
from lark_oapi.core.model import RawRequest
from lark_oapi.core.utils import AESCipher
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse
from stand import card, message, send

HEARD = []


def hear(event):
    HEARD.append(json.loads(event.event.message.content)["text"])


def answer(_event):
    return P2CardActionTriggerResponse({"toast": {"type": "success", "content": "好的"}})


def dispatcher(key):
    builder = lark.EventDispatcherHandler.builder(key, STAND["verification_token"], lark.LogLevel.CRITICAL)
    builder = builder.register_p2_im_message_receive_v1(hear)
    return builder.register_p2_card_action_trigger(answer).build()


class Webhook(BaseHTTPRequestHandler):
    handler = dispatcher(STAND["encrypt_key"])
    tampers = False

    def do_POST(self):
        request = RawRequest()
        request.uri = self.path
        request.headers = {name.title(): value for name, value in self.headers.items()}
        request.body = self.rfile.read(int(self.headers["content-length"]))
        if Webhook.tampers:
            request.headers["X-Lark-Request-Nonce"] = "another"
        response = Webhook.handler.do(request)
        self.send_response(response.status_code)
        self.end_headers()
        self.wfile.write(response.content or b"")

    def log_message(self, *_):
        pass


assert AESCipher("test key").decrypt_str("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=") == "hello world"
server = ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/events"
assert order(do="verify_url", url=url)
order(do="set_door", door={"webhook": {"url": url}})
assert order(do="mention", user="mei", chat="ops", text="怎么样")["acked"]
assert HEARD == ["@_user_1 怎么样"]
tap = order(do="press", user="mei", message=message(send(card("延迟发货率"))), button="确认")
assert tap["toast"] == {"kind": "success", "text": "好的"}, tap
# A signature over something else is refused: the check is one.
Webhook.tampers = True
assert not order(do="mention", user="mei", chat="ops", text="怎么样")["acked"]
