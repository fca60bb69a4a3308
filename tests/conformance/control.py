"""How a check is given its stand-in, and how it tells the stand-in what to do."""

import json
import sys
import urllib.request

STAND = json.loads(sys.argv[1])


def order(**what):
    """Tells the stand-in what somebody does, such as `order(do="say", user="mei", ...)`."""
    request = urllib.request.Request(
        STAND["address"] + "/_control",
        data=json.dumps(what).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)
