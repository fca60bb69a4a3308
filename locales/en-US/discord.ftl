### What the Discord adapter says beside the cards.

discord-more = More…
discord-choose = Choose
discord-open-again = Open the form
discord-more-in-thread = Continued in the thread.
discord-cut-short = There is more than one message holds: reply “history” to read all of it.
discord-say-instead = For these there is no button here; say them:
discord-not-listed = Whatever is not listed can be said in words
discord-form-late = The form could not be opened in time.
discord-form-late-next = Open it again with the button, or reply to the card, such as “note second carrier booked, due Friday”.
discord-typed = The lines above are what you wrote; nothing of them was kept
discord-linked = You are { $name } to me. Say “help” to see what I can do.
discord-wrong-code = That does not tell me who you are.
discord-wrong-code-next = Ask whoever runs Steward for your code; it is good until tomorrow. Then say “/kpi link 12345-67890” with it.
discord-closed = I have an answer for you alone, and may not write to you.
discord-closed-next = Allow direct messages from members of this server, or use the command “/kpi”, whose answers only you see.

# The slash command that takes anything.
discord-command = Ask about KPIs and act on alerts, in your own words
discord-command-text = what you would say, such as late shipment last week

# Setting up, as `steward manifest discord` prints it.
discord-step-create = Make an application in the developer portal.
discord-step-token = Under “Bot” press “Reset Token” and give the token to Steward as STEWARD_DISCORD_TOKEN.
discord-step-content = Under “Bot” switch “Message Content Intent” on, so that replies are understood that do not mention Steward; or set [discord] message_content = false.
discord-step-start = Start Steward; it registers its slash commands by itself.
discord-step-endpoint = Only for the interactions endpoint: give “Public Key” of “General Information” to Steward as STEWARD_DISCORD_PUBLIC_KEY, start it, and then enter this address there under “Interactions Endpoint URL”.
discord-step-invite = Open this address and add Steward to your server. It asks for no more than this:
discord-step-channel = In each private channel that is to get digests or alerts add Steward under “Edit Channel”, “Permissions”. Copy the channel’s id (switch “Developer Mode” on under “Advanced”) into the scorecard file.
