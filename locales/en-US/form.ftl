### Buttons of alerts and the forms behind them.

button-ack = Acknowledge
button-note = Note
button-done = Done
button-snooze = Snooze
button-assign = Assign
button-comment = Comment
button-dismiss = Dismiss
button-bad-data = Bad data
confirm-dismiss = Dismiss #{ $number }? If the next value is no better, a new alert opens.

form-submit = Send
form-note = Note on #{ $number }
form-snooze = Snooze #{ $number }
form-assign = Assign #{ $number }
form-comment = Comment on #{ $number }
form-dismiss = Dismiss #{ $number }
form-bad-data = #{ $number }: the number is wrong
note-form-title = Note on #{ $number }
note-form-text = Press the button for the form, or write “note { $number } cause: … action: … due: Friday”.

field-cause = Kind of cause
field-cause-text = What caused it
field-action = What is being done
field-action-hint = What you do, so that a colleague could go on with it
field-due = Done by
field-due-hint = You are reminded when the day has passed
field-snooze = For how long
field-assign = To whom
field-assign-hint = They are told in a direct message
field-reason = Reason
field-why = In your words
field-why-hint = Not needed for a false alarm
field-comment = Comment
field-comment-hint = Everybody finds it in the history of the alert; it changes nothing else
field-bad-data = What is wrong with the number
field-bad-data-hint = The data owner reads this

cause-logistics = Carrier or warehouse
cause-supply = Stock or supply
cause-listing = Listing, price or content
cause-advertising = Advertising
cause-product = Product or quality
cause-process = People or process
cause-platform = Platform or policy
cause-other = Other

snooze-1h = 1 hour
snooze-4h = 4 hours
snooze-tomorrow = Tomorrow morning
snooze-1d = 1 day
snooze-3d = 3 days

dismiss-false-alarm = False alarm
dismiss-known-event = Known event
dismiss-new-normal = New normal, the limit no longer fits
