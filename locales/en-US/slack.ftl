### What the Slack adapter says beside the cards.

slack-cancel = Cancel
slack-open-again = Open the form
slack-more-in-thread = Continued in the thread.
slack-form-late = The form could not be opened in time.
slack-form-late-next = Open it again with the button, or reply in the thread of the card, such as “note second carrier booked, due Friday”.
slack-typed = This is what you wrote; nothing of it was kept
slack-linked = You are { $name } to me. Say “help” to see what I can do.
slack-strange-workspace = This workspace is not set up for Steward. Ask whoever runs Steward to add it.

# The app's manifest.
slack-description = Keeps every KPI owned: digests, pings, notes, follow-through.
slack-long-description = Steward posts digests of your KPIs, tells the owner when one is beyond its limit, passes it on when nobody answers, and records who took it, what caused it, what is done about it by when, and whether the number came back.
slack-command = Ask about KPIs, act on alerts
slack-usage = help | mine | list | link
