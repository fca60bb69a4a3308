### The page of the web chat.

web-steward = Steward
web-skip = Skip to the message field
web-conversations = Conversations
web-direct = Steward & you
web-you-are = You are
web-leave = Sign out
web-no-team = No team
web-language = English
web-role-viewer = reads
web-role-owner = KPI owner
web-role-lead = team lead
web-role-admin = administrator
web-noscript = This page needs JavaScript. Please turn it on and load the page again.

web-unread = unread
web-unread-line = New
web-earlier = Show earlier messages
web-newer = New messages ↓
web-nothing = Nothing here yet. Say “help” to see what Steward can do.
web-edited = updated
web-only-you = Only you can see this
web-dismiss = Remove this note
web-more = More
web-replies = { $count ->
    [0] Reply
    [one] { $count } reply
   *[other] { $count } replies
}
web-thread = Thread
web-back = Back to the conversation
web-reconnecting = The connection is lost. Trying again …

web-say-direct = Message to Steward
web-say-channel = Message to #{ $channel }
web-say-thread = Reply in this thread
web-send = Send
web-not-sent = This was not sent. Check your connection and press Send again.
web-too-long = That is too long: { $length } characters, and { $most } fit.
web-quick = Suggestions
web-quick-mine = mine
web-quick-mine-says = mine
web-quick-list = list
web-quick-list-says = list
web-quick-menu = menu
web-quick-menu-says = menu
web-quick-help = help
web-quick-help-says = help

web-close = Close
web-cancel = Cancel
web-optional = optional
web-choose = Please choose
web-error-required = Please fill this in.
web-error-day = This is not a date.
web-error-day-range = Choose a day from { $first } to { $last }.

web-tone-good = Good
web-tone-warning = Warning
web-tone-critical = Critical
web-tone-unknown = Data fault

web-door-title = Please sign in
web-door-text = Open the personal link that your administrator gave you. Links expire: if yours no longer works, or you have none, ask for a new one.
web-door-expired-title = This link has expired
web-door-bad-title = This link does not work
web-door-left-title = You are not in this chat
web-door-left-text = Steward knows you as somebody who has left, or who has no identity in the web chat. If that is wrong, ask your administrator.
web-door-empty-title = Nobody is here yet
web-door-empty-text = Steward knows no people yet. Apply a file with people in it, then load this page again.

web-refused-signed-out = You are signed out. Open your personal link again.
web-refused-not-from-page = This did not come from the chat page. Load the page again.
web-refused-not-understood = The page sent something that was not understood. Load the page again.
web-refused-not-found = This is not here, or not for you to see.
web-refused-empty = There was nothing to say.
web-refused-too-long = That is too long: at most { $most } characters fit.
web-refused-try-again = This could not be saved just now, and nothing was changed. Try again in a moment.
