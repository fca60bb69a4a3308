"""An app made with `slack_bolt` and aiohttp as its guide shows: verifies a press, writes one row, answers."""

import asyncio
import logging
import re
import sqlite3
import sys

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

api_url, token, signing_secret = sys.argv[1:]
logging.disable(logging.WARNING)
database = sqlite3.connect("presses.sqlite", isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE presses (id INTEGER PRIMARY KEY, user TEXT, action TEXT, at TEXT)")

app = AsyncApp(client=AsyncWebClient(token=token, base_url=f"{api_url}/"), signing_secret=signing_secret)


@app.action(re.compile(".*"))
async def press(ack, body, action):
    row = (body["user"]["id"], action.get("value"), action.get("action_ts"))
    database.execute("INSERT INTO presses (user, action, at) VALUES (?, ?, ?)", row)
    await ack()


async def serve():
    runner = web.AppRunner(app.server(path="/slack/events").web_app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


asyncio.run(serve())
