### What happened to an alert: lines below its card and in its history.

update-summary = #{ $number }: { $what }
update-about = #{ $number } · { $at }

event-opened = Beyond its limit at { $value }. { $owner } answers for it.
event-opened-plain = Beyond its limit. { $owner } answers for it.
event-opened-early = Heading beyond its limit. { $owner } answers for it.
event-opened-fault = The data is not fit to be judged. { $owner } answers for it.
event-relapsed = Beyond its limit again at { $value }. { $owner } answers for it.
event-relapsed-plain = Beyond its limit again. { $owner } answers for it.
event-fix-failed = The fix did not hold: { $value } is still beyond the limit. { $owner } answers for it.
event-fix-failed-plain = The fix did not hold: the number is still beyond the limit. { $owner } answers for it.
event-read-outside = { $value } on { $day }, beyond the limit.
event-read-outside-plain = The value of { $day } is beyond the limit.
event-read-inside =
    { $count ->
        [one] { $value } on { $day }, inside the limit: { $count } settled value so far.
       *[other] { $value } on { $day }, inside the limit: { $count } settled values so far.
    }
event-read-inside-plain = The value of { $day } is inside the limit.
event-fault-changed = What is wrong with the data has changed.
event-acknowledged = { $name } acknowledged and has it until { $until }.
event-ack-expired = The acknowledgement ran out without a note.
event-noted = { $name } wrote a note.
event-noted-with-due = { $name } wrote a note, due { $due }.
event-overdue = The promised day has passed.
event-done = { $name } says it is done. The number is being watched.
event-watch-began = Back inside its limit. The number is being watched.
event-watch-prolonged = No settled data came, so the watch goes on until { $until }.
event-note-asked = Recovered without a note. Cause and action were asked for.
event-snoozed = { $name } snoozed it until { $until }.
event-postponed = Nobody was told outside working hours; it goes on { $until }.
event-snooze-ended = The snooze is over.
event-assigned = { $name } handed it to { $to }.
event-told-owner = { $name } was told as the owner of the KPI.
event-told-data-owner = { $name } was told as the owner of the data.
event-told-backup = { $name } was told as the backup owner.
event-told-lead = { $name } was told as the lead of the team.
event-told-admin = { $name } was told as an administrator.
event-told-handed = { $name } was told, having been handed the alert.
event-commented = { $name } commented.
event-restated = The value of { $day } was corrected to { $value }.
event-restated-plain = The value of { $day } was corrected.
event-rejudged-inside = The limits were changed: { $value } on { $day } is inside them now.
event-rejudged-inside-plain = The limits were changed: the value of { $day } is inside them now.
event-rejudged-outside = The limits were changed: { $value } on { $day } is beyond the { $severity } limit now.
event-rejudged-outside-plain = The limits were changed: the value of { $day } is beyond the { $severity } limit now.
event-verified = Closed: recovered and verified.
event-dismissed = { $name } dismissed it: { $reason }.
event-bad-data = { $name } closed it: the number had been wrong.
event-withdrawn = Withdrawn: the corrected value shows that there was no breach.
event-kpi-removed = Closed: the KPI was removed.

note-cause = Cause: { $cause }
note-cause-with-text = Cause: { $cause }, { $text }
note-action = Action: { $action }
