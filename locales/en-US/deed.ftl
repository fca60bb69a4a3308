### Deeds: taking back, opening again, calling somebody, covering for somebody, and other limits.

## Buttons

button-undo = Undo
button-reopen = Open again
button-escalate = Escalate now
button-accept-limits = Use the new limits
button-decline-limits = Keep the old ones
confirm-reopen = Open #{ $number } again?
confirm-escalate = Tell the next person about #{ $number } now?

## What happened

event-ack-expired-of = { $name } had it; the acknowledgement ran out without a note.
event-released-of = { $name } had it and has left: somebody else is needed.
event-released = Whoever had it has left: somebody else is needed.
event-reopened = { $name } opened it again. { $owner } answers for it.
event-called = { $name } asked { $to } to step in.
event-told-cover = { $name } was told, covering for somebody who is away.
event-undone-acknowledgement = { $name } took the acknowledgement back.
event-undone-done = { $name } took “done” back.
event-undone-snooze = { $name } took the snooze back.
event-undone-handover = { $name } took the handover back.
event-undone-closing = { $name } took the closing back: it is open again.
event-target-proposed = { $name } says that this is the new normal. { $to } decides on new limits.
event-proposal-accepted = { $name } set the new limits.
event-proposal-declined = { $name } keeps the old limits.

## On the card of an alert

page-again-lapsed = { $name } had it until { $at }; no note came, so it needs somebody again.
page-again-left = { $name } had it and has left, so it needs somebody again.
called-you = { $from } asks you to step in now.
called-they = { $from } asks { $name } to step in now.
because-you-cover = You cover for { $away } until { $until }.
because-you-cover-somebody = You cover for a colleague who is away.
because-they-cover = { $name } covers for { $away } until { $until }.
because-they-cover-somebody = { $name } covers for a colleague who is away.
owner-cover = { $name }, who covers for a colleague
owner-is-covered = { $owner } (away until { $until }, { $name } covers)
proposal-asks = { $name } says that this is the new normal and asks you to move the limits.
proposal-now = Limits now
proposal-new = Proposed limits
limit-of-severity = { $severity } when { $limit }
proposal-accepted = The new limits have been set.
proposal-declined = The old limits stay.

## What was done

done-reopened = #{ $number } is open again; { $name } is asked to take it.
done-reopened-yours = #{ $number } is open again and yours until { $until }.
done-called = { $name } has been told about #{ $number }.
done-undone-acknowledgement = Undone: #{ $number } is not acknowledged any more.
done-undone-done = Undone: #{ $number } is not done yet.
done-undone-snooze = Undone: #{ $number } is not snoozed any more.
done-undone-handover = Undone: #{ $number } is not handed over any more.
done-undone-closing = Undone: #{ $number } is open again.
done-several =
    { $refused ->
        [0] Done for { $done }.
       *[other] Done for { $done }, not for { $refused }.
    }
done-several-not = Not done
done-several-done = Done
done-undo-until = You can undo this until { $until }.

## Why something was not done

refusal-nobody-above = Everybody above has been told about #{ $number } already.
refusal-nobody-above-next = These people know: { $names }. Call one of them, or write in the thread.
refusal-nobody-above-alone = There is nobody above you to tell about #{ $number }.
refusal-nobody-above-alone-next = Hand it to a colleague with “assign { $number } NAME”.
refusal-cannot-undo = Something has happened to #{ $number } since, so this cannot be undone.
refusal-cannot-undo-next = “history { $number }” shows what. To change it now, use the newest card.
refusal-nothing-to-do = There is nothing to do: no alert of yours waits for this.
refusal-nothing-to-do-next = “mine” shows your alerts.
refusal-nothing-to-undo = There is nothing of yours to undo.
refusal-nothing-to-undo-next = Acknowledging, “done”, snoozing, handing over and closing can be undone for five minutes.
refusal-undone-already = This was undone already, { $at }.
refusal-undone-already-next = #{ $number } is as it was before.
refusal-too-late-to-undo = That was done { $at }; only the last five minutes can be undone.
refusal-too-late-to-undo-next = Change #{ $number } the ordinary way: assign it, write a note, or “reopen { $number }” once it is closed.
refusal-answered-already = The proposal on #{ $number } was answered already.
refusal-answered-already-next = “history { $number }” shows by whom.
refusal-open-elsewhere = This KPI has an open alert already: #{ $open }.
refusal-open-elsewhere-next = Go on there; #{ $number } stays closed.
