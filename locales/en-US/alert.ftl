### The card of an alert.

alert-title-critical = 🔴 Critical: { $kpi }
alert-title-warning = 🟠 Warning: { $kpi }
alert-title-early = 🟡 Early warning: { $kpi }
alert-title-fault = ⚪ Data fault: { $kpi }
alert-title-watching = 👀 Watching: { $kpi }
alert-title-verified = ✅ Recovered: { $kpi }
alert-title-data-back = ✅ Data is back: { $kpi }
alert-title-over = ↩️ Came back: { $kpi }
alert-title-dismissed = ☑️ Dismissed: { $kpi }
alert-title-bad-data = ☑️ Closed, the number was wrong: { $kpi }
alert-title-withdrawn = ☑️ Withdrawn, no breach after all: { $kpi }
alert-title-kpi-removed = ☑️ Closed, the KPI was removed: { $kpi }
alert-gone = This alert cannot be shown any more.
alert-gone-next = Its KPI was removed. An administrator finds it in the audit trail.

## What broke

lead-value = { $value } on { $day }
lead-over = { $gap } over the { $limit } limit
lead-under = { $gap } under the { $limit } limit
lead-at = exactly at the { $limit } limit, which counts as a breach
lead-inside = inside the { $limit } limit
lead-no-reading = No settled reading yet
lead-data-back = The data can be judged again
alert-fault-not-judged = Nothing was judged, and the owner of the KPI was not paged.

fault-never-arrived = No value has ever arrived; the first was due { $due }
fault-late = Data stops at { $newest }; { $missing } was due { $due }
fault-below-minimum = { $value } for { $day } cannot be true: less than { $bound } is not possible
fault-above-maximum = { $value } for { $day } cannot be true: more than { $bound } is not possible
fault-jump = { $value } for { $day } is hard to believe: it is usually around { $bound }
fault-no-value = The source says that there is no value for { $day }

## Why this person

because-you-own-it = You own this KPI.
because-you-own-the-data = You own the data of this KPI.
because-you-back-up = You are the backup owner; the owner has not answered or is not available.
because-you-lead = You lead the team; owner and backup have not answered or are not available.
because-you-administer = You administer Steward; nobody else has answered or is available.
because-you-were-handed-it = This alert was handed to you.
because-they-own-it = { $name } owns this KPI.
because-they-own-the-data = { $name } owns the data of this KPI.
because-they-back-up = { $name } is the backup owner; the owner has not answered or is not available.
because-they-lead = { $name } leads the team; owner and backup have not answered or are not available.
because-they-administer = { $name } administers Steward; nobody else has answered or is available.
because-they-were-handed-it = This alert was handed to { $name }.
page-again = Nobody has answered yet.
handover-to-you = { $from } handed this alert to you.
handover-to-them = { $from } handed this alert to { $name }.
overdue-you = The day you promised has passed. Say “done”, or write a note with a new day.
overdue-they = The day { $name } promised has passed.
ask-note-you = The number has recovered. A critical alert cannot close without a cause and an action: please add them in a note.
ask-note-they = The number has recovered. A critical alert cannot close without a cause and an action: { $name } is asked for them.

owner-of-kpi = { $name }, owner of the KPI
owner-of-data = { $name }, owner of the data
owner-backup = { $name }, backup owner
owner-lead = { $name }, lead of the team
owner-admin = { $name }, administrator
owner-handed = { $name }, who was handed it

## Facts

fact-status = Status
fact-next = Next
fact-worst = Worst
fact-worst-value = { $value } on { $day }
stands-open = Not acknowledged, open since { $at }
stands-acknowledged = Acknowledged by { $name } { $at }, until { $until }
stands-remediating = { $name } is on it, due { $due }
stands-overdue = Overdue: { $name } promised it by { $due }
stands-watching =
    { $needed ->
        [one] Watching: { $inside } of { $needed } settled value back inside the limit
       *[other] Watching: { $inside } of { $needed } settled values back inside the limit
    }
stands-closed = { $status }, { $at }
stands-snoozed = snoozed until { $until }
next-escalate = If nobody acknowledges, it goes on to { $name } { $at }
next-remind = If nobody acknowledges, { $name } is reminded { $at }
next-tell = If nobody acknowledges, { $name } is told { $at }
next-escalate-somebody = If nobody acknowledges, the next person is told { $at }
next-ack-expires = Without a note, { $name } is reminded { $at }
next-ack-expires-somebody = Without a note, the next person is told { $at }
next-due-passes = If the promise is not kept, { $name } is reminded { $at }
next-due-passes-somebody = If the promise is not kept, the team lead is told { $at }
next-overdue = If it stays overdue, { $name } is told { $at }
next-watch-ends = Looked at again { $at }
next-snooze-ends = Comes back { $at }
next-ask-for-note = The owner is asked for cause and action { $at }
severity-critical = critical
severity-warning = warning
status-open = not acknowledged
status-acknowledged = acknowledged
status-remediating = being remedied
status-watching = being watched
status-verified = recovered and verified
status-dismissed = dismissed
status-bad-data = closed, the number was wrong
status-withdrawn = withdrawn, no breach after all
status-kpi-removed = closed, the KPI was removed

## Notes

alert-over = #{ $number } broke its limit again. How it stands now is on its newest card.
relapse = It has come back, episode { $episode }. This was meant to fix it:
relapse-without-note = It has come back, episode { $episode }. Nobody wrote down what was done last time.
last-time-by = { $name } wrote last time, { $date }
note-by = { $name }, { $at }
note-by-with-due = { $name }, { $at }, due { $due }
spark-alt =
    { $count ->
        [one] { $count } value, from { $first } on { $first-day } to { $last } on { $last-day }
       *[other] Last { $count } values, from { $first } on { $first-day } to { $last } on { $last-day }
    }
picture-legend = The line with dots shows the values.
picture-legend-limit = The line with dots shows the values, the dashed line the limit of { $limit }.
alert-answer-open = #{ $number } · Or reply in the thread: “ack”, “note …”
alert-answer-taken = #{ $number } · Or reply in the thread: “note …, due Friday”, “done”
alert-answer-watching = #{ $number } · Or reply in the thread: “note …”
alert-answer-closed = #{ $number } · If it breaks again, it opens again here.
