### Why something was not done, and what to do instead.

refusal-already-taken = { $name } has had #{ $number } since { $at }.
refusal-already-taken-next = Write in the thread to help, or take it over with “assign { $number } me”.
refusal-already-closed = #{ $number } has been closed since { $at }.
refusal-already-closed-next = See how it ended with “history { $number }”. If the number breaks again, it opens again by itself.
refusal-stale = #{ $number } has moved on since this button was shown.
refusal-stale-next = Nothing was changed. Use the newest card of the alert.
refusal-no-such-alert = There is no alert #{ $number }.
refusal-no-such-alert-next = “mine” lists your open alerts with their numbers.
refusal-which-alert = Which alert do you mean: { $numbers }?
refusal-which-alert-next = Put the number in, such as “ack { $number }”, or reply in the thread of its card.
refusal-which-alert-none = No alert is open for you.
refusal-which-alert-none-next = “list” shows how all KPIs stand.
refusal-not-allowed = You may not do this.
refusal-not-allowed-next = These people may: { $names }.
refusal-not-allowed-ask-admin = Ask an administrator of Steward for the right to do it.
refusal-not-linked = I do not know who you are on { $platform }.
refusal-not-linked-next = Ask an administrator to add your { $platform } id to your entry: { $id }
refusal-not-now = This cannot be done while #{ $number } is “{ $status }”.
refusal-not-now-next = “history { $number }” shows what has been done so far.
refusal-needs-note = #{ $number } is critical: it cannot end without a cause and an action.
refusal-needs-note-next = Write them first: “note { $number } cause: … action: … due: Friday”.
refusal-needs-reason = Say why #{ $number } may be closed.
refusal-needs-reason-next = Give a reason, such as “dismiss { $number } known event: Prime Day”.
refusal-needs-action = The note lacks what is being done about #{ $number }.
refusal-needs-action-next = Add the action, such as “note { $number } second carrier booked, due Friday”.
refusal-due-out-of-range = { $due } cannot be promised.
refusal-due-out-of-range-next = Choose a day from { $first } to { $last }.
refusal-no-such-day = I cannot read “{ $text }” as a day.
refusal-no-such-day-next = Write it like “Friday”, “Nov 27” or “2026-11-27”.
refusal-snooze-out-of-range = This alert cannot be snoozed until then.
refusal-snooze-out-of-range-next = Choose a time in the future, { $latest } at the latest.
refusal-no-such-span = I cannot read “{ $text }” as a length of time.
refusal-no-such-span-next = Write it like “4h”, “1d” or “tomorrow”.
refusal-no-such-kpi = I know no KPI called “{ $asked }”.
refusal-no-such-kpi-next = Did you mean: { $names }?
refusal-no-such-kpi-see-list = “list” shows every KPI with its name.
refusal-no-such-person = I know nobody called “{ $asked }”.
refusal-no-such-person-next = Use the name as it stands on the cards, or ask an administrator to add the person.
refusal-bad-value = I cannot read “{ $text }” as a value of this KPI.
refusal-bad-value-next = Write it like { $example }.
refusal-ambiguous-percent = “{ $text }” could mean { $percent } or { $times }.
refusal-ambiguous-percent-next = Write { $percent } if that is what you mean.
refusal-implausible-value = { $value } cannot be true for this KPI, so it was not recorded.
refusal-implausible-value-next = Check the number. If it is right, ask an administrator to widen the KPI's plausible range.
refusal-not-understood = I did not understand “{ $text }”.
refusal-not-understood-part = I did not understand “{ $text }”, I only recognised { $parts }.
refusal-not-understood-next = Try one of these, or write “help”.
refusal-too-long =
    { $most ->
        [one] The text is longer than { $most } character.
       *[other] The text is longer than { $most } characters.
    }
refusal-too-long-next =
    { $most ->
        [one] Nothing was saved. Shorten it to { $most } character and send it again.
       *[other] Nothing was saved. Shorten it to { $most } characters and send it again.
    }
refusal-no-digest-here = No digest is set up for this channel.
refusal-no-digest-here-next = “list” shows how the KPIs stand; an administrator can add a schedule.
refusal-no-data = No value of { $kpi } has arrived yet.
refusal-no-data-next = Its data owner has to connect the source, or record a value with “record”.
refusal-needs-person = This needs to be said by a person.
refusal-needs-person-next = Say who you are with --as PERSON.
refusal-strange-card = This card is from another Steward, and nothing was changed.
refusal-strange-card-next = Another Steward seems to run on the same app. Please try once more; if it happens again, tell an administrator.
refusal-try-again = I cannot save anything at the moment.
refusal-try-again-next = Nothing was changed. Please try again in a minute.
