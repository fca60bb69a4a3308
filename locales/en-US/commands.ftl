### What the commands do, how they are written, and an example of each.

command-kpi-help = Shows one KPI with its value, target, owner and open alert; its name alone is enough.
command-kpi-usage = kpi NAME
command-kpi-example = acos
command-kpi-button = Look up

command-list-help = Shows how all KPIs stand, worst first.
command-list-usage = list [red]
command-list-example = list
command-list-button = KPIs

command-why-help = Explains why a KPI is beyond its limit: by how much, since when, what moved, what was written about it.
command-why-usage = why [KPI]
command-why-example = why acos
command-why-button = Why red

command-owner-help = Shows who answers for a KPI, and who has its alert now.
command-owner-usage = owner KPI
command-owner-example = owner late shipment
command-owner-button = Owner

command-room-help = Shows how much room is left until the limit of a KPI.
command-room-usage = room KPI [until LIMIT]
command-room-example = room odr until 1%
command-room-button = Room left

command-worst-help = Shows what does worst: KPIs, or the shops of one KPI.
command-worst-usage = worst [KPI]
command-worst-example = worst acos
command-worst-button = Worst

command-best-help = Shows what does best: KPIs, or the shops of one KPI.
command-best-usage = best [KPI]
command-best-example = best acos
command-best-button = Best

command-changes-help = Shows what changed since a day: alerts, numbers and targets.
command-changes-usage = changes [since DAY]
command-changes-example = changes since yesterday
command-changes-button = Changes

command-freshness-help = Shows to which day the data reaches, and what is overdue.
command-freshness-usage = freshness [KPI]
command-freshness-example = freshness
command-freshness-button = Freshness

command-mine-help = Shows your open alerts.
command-mine-usage = mine
command-mine-example = mine
command-mine-button = My alerts

command-alerts-help = Shows open alerts, of everybody or of a person, team, shop or KPI.
command-alerts-usage = alerts [overdue | unacknowledged | PERSON | TEAM]
command-alerts-example = alerts overdue
command-alerts-button = Alerts

command-ack-help = Takes an alert: you have it now.
command-ack-usage = ack [NUMBER]
command-ack-example = ack 12
command-ack-button = Acknowledge

command-note-help = Writes down the cause, what is being done and by when.
command-note-usage = note [NUMBER] CAUSE, ACTION[, due DAY]
command-note-example = note 12 carrier overbooked, second carrier booked, due Friday

command-done-help = Says that it is done; the number is watched from then on.
command-done-usage = done [NUMBER]
command-done-example = done 12
command-done-button = Done

command-snooze-help = Lets an alert rest for a while.
command-snooze-usage = snooze [NUMBER] SPAN
command-snooze-example = snooze 12 4h

command-assign-help = Hands an alert to somebody else.
command-assign-usage = assign [NUMBER] PERSON
command-assign-example = assign 12 Lin

command-dismiss-help = Closes an alert that needs nothing to be done.
command-dismiss-usage = dismiss [NUMBER] false alarm | known event | new normal [WHY]
command-dismiss-example = dismiss 12 known event: Prime Day

command-bad_data-help = Closes an alert whose number had been wrong.
command-bad_data-usage = bad data [NUMBER] WHAT IS WRONG
command-bad_data-example = bad data 12 orders were counted twice

command-comment-help = Adds a comment to an alert; in its thread, just write.
command-comment-usage = comment [NUMBER] TEXT
command-comment-example = comment 12 the carrier has called back

command-record-help = Records a value of a KPI by hand.
command-record-usage = record KPI VALUE [DAY]
command-record-example = record late shipment 3.2% yesterday
command-record-button = Record value

command-digest-help = Sends the digest of this channel now.
command-digest-usage = digest [weekly | monthly]
command-digest-example = digest
command-digest-button = Digest now

command-history-help = Shows everything that happened to an alert.
command-history-usage = history [NUMBER]
command-history-example = history 12
command-history-button = History

command-menu-help = Shows what can be done with buttons and forms.
command-menu-usage = menu
command-menu-example = menu

command-help-help = Shows what you can say.
command-help-usage = help [COMMAND]
command-help-example = help note
command-help-button = Help

command-reopen-help = Opens a closed alert again when its ending was wrong.
command-reopen-usage = reopen NUMBER [because WHY]
command-reopen-example = reopen 12 because the carrier stopped again

command-escalate-help = Tells the next person above now, without waiting for the clock.
command-escalate-usage = escalate [NUMBER]
command-escalate-example = escalate 12

command-undo-help = Takes back what you did last, for five minutes.
command-undo-usage = undo [NUMBER]
command-undo-example = undo
command-undo-button = Undo last

command-cover-help = Has a colleague answer for you while you are away.
command-cover-usage = cover PERSON DAY to DAY
command-cover-example = cover Lin Dec 1 to Dec 7
command-cover-button = Cover me

command-uncover-help = Ends that a colleague answers for you.
command-uncover-usage = uncover [PERSON]
command-uncover-example = uncover
command-uncover-button = End cover

command-target-help = Sets what a KPI should be, for some days or from a day on.
command-target-usage = target KPI VALUE [from DAY to DAY] because WHY
command-target-example = target late shipment 3% from Nov 20 to Nov 30 because Black Friday
command-target-button = Set target

command-pause-help = Stops judging a KPI for some days.
command-pause-usage = pause KPI until DAY because WHY
command-pause-example = pause late shipment until Dec 1 because the warehouse moves
command-pause-button = Pause KPI

command-resume-help = Judges a paused KPI again and says what the pause kept quiet.
command-resume-usage = resume KPI
command-resume-example = resume late shipment
command-resume-button = Resume KPI

command-subscribe-help = Has a channel get a digest.
command-subscribe-usage = subscribe [#CHANNEL] [daily | weekly | monthly]
command-subscribe-example = subscribe weekly
command-subscribe-button = Subscribe

command-unsubscribe-help = Has a channel get a digest no more.
command-unsubscribe-usage = unsubscribe [#CHANNEL] [daily | weekly | monthly]
command-unsubscribe-example = unsubscribe weekly
command-unsubscribe-button = Unsubscribe

command-language-help = Sets the language I write to you in.
command-language-usage = language English | Chinese
command-language-example = language English
command-language-button = Language

command-zone-help = Sets where your clock stands.
command-zone-usage = zone PLACE
command-zone-example = zone Los Angeles
command-zone-button = Time zone

command-hours-help = Sets your working hours.
command-hours-usage = hours 9:00-18:00
command-hours-example = hours 9:00-18:00
command-hours-button = Working hours

## What may be said behind a command, for platforms that offer it field by field

slot-kpi = a KPI by name
slot-shop = a shop or marketplace
slot-days = days, such as last week
slot-when = days to come
slot-compared = with what to compare
slot-by = by what to break down
slot-only = what to show alone, such as red
slot-person = a person
slot-team = a team
slot-channel = a channel
slot-alert = the number of an alert
slot-all = all of yours
slot-value = a number with its unit
slot-digest = daily, weekly or monthly
slot-language = English or Chinese
slot-zone = a place or zone
slot-hours = from when to when
slot-command = a command
slot-until = until when or how long
slot-note = cause, action and due day
slot-reason = why
slot-text = in your words
