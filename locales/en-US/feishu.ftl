### What the Feishu adapter says beside the cards.

feishu-more = More
feishu-choose = Choose
feishu-more-below = Continued below.
feishu-form-sent = The form is in your chat with Steward.
feishu-replaced = This replaces the card above, which is too old for Feishu to let it be edited.
feishu-typed = This is what you wrote; nothing of it was kept
feishu-linked = You are { $name } to me. Say “help” to see what I can do.
feishu-wrong-code = That code tells me nothing. Ask whoever runs Steward for yours; it is good until the next day. Then say “link 12345-67890” with it.
feishu-added = To get digests and alerts in this group, put it into the scorecard file: target = "{ $chat }"

# What `steward manifest feishu` prints, step by step.
feishu-step-create = Create a self-built app at the developer console and note App ID and App Secret under “Credentials & Basic Info”.
feishu-step-bot = Under “Add Features” add the bot.
feishu-step-permissions = Under “Permissions & Scopes”, “Batch import”, paste this:
feishu-step-start = Give Steward STEWARD_FEISHU_APP_ID and STEWARD_FEISHU_APP_SECRET and start it: the console only takes the persistent connection while one is open.
feishu-step-events = Under “Events & Callbacks”, “Event configuration”, choose “Receive events through persistent connection” and add these events:
feishu-step-callback = On the tab beside it, “Callback configuration”, choose the persistent connection again and add this callback. It is separate from the events: without it buttons do nothing, and nobody is told.
feishu-step-hook = Where the next two steps say “persistent connection”, choose “Send to developer's server” with this address, set an Encrypt Key, and give Steward key and token as STEWARD_FEISHU_ENCRYPT_KEY and STEWARD_FEISHU_VERIFICATION_TOKEN:
feishu-step-menu = Under “Bot”, “Custom menu”, add entries of the kind “Push event” with these event keys, if you like:
feishu-step-release = Under “Version Management & Release” create a version, set the availability to everybody who is to be reached, and have it approved. Nothing above counts before.
feishu-step-invite = Add the bot to each group under “Settings”, “Bots”. It tells you the group's id for the scorecard file.
