### Answers: KPIs, lists, receipts, history, help.

## One KPI

kpi-critical = { $value }, critical
kpi-warning = { $value }, a warning
kpi-good = { $value }, inside its limits
kpi-not-judged = { $value }, { $why }
kpi-no-value = No settled value yet
kpi-summary = { $kpi }: { $lead }
kpi-day = { $day }, { $zone }
kpi-window = { $days }, { $zone }
kpi-change = { $change } ({ $previous } before)
kpi-provisional = { $value } on { $day }, still provisional
kpi-as-of = as of { $at }
kpi-no-alert = none open
kpi-no-owner = nobody
parts = { $numerator } of { $denominator }
limit-with-source = breach when { $limit } ({ $source })
target-with-source = { $target } ({ $source })
limit-alone = breach when { $limit }
limit-from-amazon = Amazon's own target
limit-from-walmart = Walmart's own target
limit-from-ebay = eBay's own target
limit-from-shopify = Shopify's own target
limit-from-platform = the own target of { $platform }
limit-from-catalogue = catalogue default
limit-from-person = set by { $name }
limit-from-team = set by the team
state-provisional = provisional
state-settled = settled
state-restated = restated
fact-day = Day
fact-change = Change
fact-parts = Made of
fact-target = Target
fact-limit = Limit
fact-since = Outside since
fact-owner = Owner
fact-alert = Alert
fact-newer = Newer value
fact-data = Data

## Values over days, and of several KPIs

understood-days = { $days }, { $zone } days
understood-days-time = { $days }, { $zone }
span-now-short = now { $value }, { $severity }
span-now = Now
compare-target = Against target
compare-previous = Period before
compare-day = Day before
compare-week = A week earlier
compare-month = A month earlier
compare-year = A year earlier
by-shop = By shop
by-day = By day
by-week = By week
by-month = By month
by-team = By team
by-owner = By owner
kpi-value-alone = { $value }
total-to-come = No value yet: these days are still to come
total-no-data = No value for these days
total-parts-missing = No ratio over these days: numerator and denominator of { $day } are missing, and ratios are not averaged
total-parts-disagree = No ratio over these days: numerator and denominator of { $day } do not give its value
total-no-denominator = Nothing to divide by on these days
total-too-large = The sum is too large to be written
total-reading = This is the newest reading, of { $day }. Readings are never added up or averaged.
coverage-days =
    { $all ->
        [one] { $present } of { $all } day
       *[other] { $present } of { $all } days
    }
coverage-weeks =
    { $all ->
        [one] { $present } of { $all } week
       *[other] { $present } of { $all } weeks
    }
coverage-months =
    { $all ->
        [one] { $present } of { $all } month
       *[other] { $present } of { $all } months
    }
coverage-gaps = no data for { $days }
coverage-more-gaps = no data for { $days } and others
coverage-left-out =
    { $count ->
        [one] left out as it cannot be true: { $days }
       *[other] { $count } left out as they cannot be true: { $days }
    }
coverage-provisional = { $count } not settled yet
coverage-provisional-one = not settled yet
outside-days = { $count } of { $all } beyond the limit
outside-days-critical = { $count } of { $all } beyond the limit, { $criticals } critical
compared-earlier = { $change } on { $before } ({ $days })
compared-target = { $change } against { $before }
compared-nothing = no value for { $days }
compared-no-value = no value to compare
compared-no-target = no target is set
compared-up-to = compared for { $days } only
change-better = better
change-worse = worse
target-met = target met
target-missed = target not met
fact-window = Window
fact-coverage = Covers
fact-outside = Outside
row = { $days }: { $value }
row-no-data = no data
rows-older =
    { $count ->
        [one] { $count } older row is left out
       *[other] { $count } older rows are left out
    }
names-and-more = { $names } and { $count } more
values-none = None of these has a value.
values-each = Each of them
values-best = Best first
values-worst = Worst first
values-unplaced =
    { $count ->
        [one] { $count } has no value to be compared
       *[other] { $count } have no value to be compared
    }
values-as-of = The oldest of these values is as of { $at }.
line-target = target { $target }
together = { $value } together
together-none = No total: there is nothing to divide by.
together-mixed = No total: the shops count in { $units }, and different units or currencies are not added up.
together-readings = No total: readings of several shops are neither added up nor averaged.
together-incomplete = No total: { $shops } would be missing from it.

## Why

why-title = Why · { $kpi }
why-beyond = { $value }: { $gap } beyond its limit of { $limit }
why-at-limit = { $value }: at its limit, which counts as beyond
why-inside = { $value }: inside, { $gap } from its limit of { $limit }
why-numerator = It was the numerator that moved.
why-denominator = It was the denominator that moved.
why-both = Numerator and denominator both moved it.
why-value-of = { $value } on { $day }
why-last-inside = Last inside
why-part = { $before } → { $now } ({ $change })
why-part-upper = Numerator
why-part-lower = Denominator
why-note = { $cause } → { $action }
why-note-by = { $name } on #{ $number }
why-no-notes = Nobody has written a note about it yet.

## Who

who-title = Owner · { $kpi }
who-owns = { $name } owns it
who-owns-nobody = Nobody owns it
who-acts = Has its alert
who-backs-up = Backup
who-team = Team
who-leads = Lead
who-has-data = Data owner
who-value = Now
who-basis = Stands on
who-titles = Owners
who-heading =
    { $count ->
        [one] { $count } KPI
       *[other] { $count } KPIs
    }
line-backup = backup { $name }

## Room

room-title = Room · { $kpi }
room-heading = Until the limit
room-no-limit = There is no limit to measure the room by.
room-more-fit = { $count } more fit; beyond that it is { $limit }
room-fewer-fit = { $count } fewer are still enough; below that it is { $limit }
room-too-many = { $count } too many: it is { $limit }
room-too-few = { $count } too few: it is { $limit }
room-cure-upper = or { $count } good ones on top bring it back
room-cure-lower = or { $count } good ones on top bring it back
room-amount = The numerator may still change by { $amount }; beyond that it is { $limit }
room-amount-beyond = The numerator is off by { $amount }: it is { $limit }
room-distance = { $gap } of room; beyond that it is { $limit }
room-distance-beyond = { $gap } too far: it is { $limit }
room-same-denominator = Counted with the denominator as it is now.
room-leaving-heading = Leaving the window
room-leaving = { $count } or more by { $day }
room-leaving-more = and { $count } or more by { $day }
room-leaving-unknown = { $count } others by { $day } at the latest
room-window-known = What lies on { $first } leaves the window next; after { $gone } nothing counted now is left in it. The days are told by when the count had grown.
room-window = What lies on { $first } leaves the window next; after { $gone } nothing counted now is left in it. How many lie on which day is not in the data.

## Freshness

freshness-title = Data
freshness-good = No data is late or doubtful
freshness-faulty =
    { $count ->
        [one] { $count } KPI has late or doubtful data
       *[other] { $count } KPIs have late or doubtful data
    }
freshness-nothing = No KPI fits.
freshness-kpis = By KPI
freshness-sources = By source
freshness-reaches = { $kpi }: up to { $day }
freshness-never = { $kpi }: no value yet
freshness-settled = settled up to { $day }
freshness-next = next due { $due }
freshness-no-source = No source named
freshness-not-all = { $source }: some without any value yet
freshness-source-kpis =
    { $count ->
        [one] { $count } KPI
       *[other] { $count } KPIs
    }
freshness-source-faulty = { $count } late or doubtful

## Changes

changes-title = Changes
changes-since = since { $day }, { $zone }
changes-opened = Opened
changes-relapsed = Came back
changes-closed = Closed
changes-moved = Moved most
changes-targets = New targets
changes-count-opened = { $count } opened
changes-count-relapsed = { $count } came back
changes-count-closed = { $count } closed
changes-no-alerts = No alert opened, came back or closed
changes-from-to = from { $before } on { $from } to { $to }
changes-warning = warning { $limits }
changes-critical = critical { $limits }

## Lists

kpi-list-title = KPIs
kpi-list-best = Best KPIs
kpi-list-worst = Worst KPIs
kpi-list-all-good = All inside their limits
kpi-list-outside =
    { $count ->
        [one] { $count } outside its limit
       *[other] { $count } outside their limits
    }
kpi-list-unjudged = { $count } not judged
kpi-list-good = { $count } inside
kpi-list-none-judged = None of them is judged yet
kpi-list-none-outside = None is outside its limits.
filter-red = outside their limits
filter-warning = warnings
filter-critical = critical
filter-green = inside their limits
filter-mine = your own
filter-overdue = overdue
filter-unacknowledged = not acknowledged
filter-late = with late or unsettled data
filter-open = open
filter-closed = closed
filter-paused = paused
kpi-list-empty = No KPI fits.
kpi-list-empty-next = An administrator can add KPIs.
list-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
alert-list-mine = Your open alerts
alert-list-of = Open alerts of { $name }
alert-list-all = Open alerts
alert-list-heading =
    { $count ->
        [one] { $count } open
       *[other] { $count } open
    }
alert-list-none-mine = You have no open alerts.
alert-list-none-of = { $name } has no open alerts.
alert-list-none = No alert is open.
alert-list-none-fits = No such alerts
alert-list-closed = Closed alerts
alert-list-none-next = “list” shows how the KPIs stand.
alert-line = #{ $number } { $kpi }
alert-line-value = #{ $number } { $kpi }: { $value }
alert-line-fault = #{ $number } { $kpi }: data fault
alert-line-acknowledged = acknowledged by { $name }
alert-line-opened = opened { $at }

## A KPI in a line

line-value = { $kpi }: { $value }
line-value-change = { $kpi }: { $value } ({ $change })
line-own-period = data of { $period }
line-no-value = { $kpi }: no settled value yet
line-not-judged = { $kpi }: not judged
line-limit-upper = limit { $limit }
line-limit-lower = at least { $limit }
line-since = since { $day }
line-owner = { $name }
line-no-owner = no owner
line-data-owner = data: { $name }
unjudged-never = not judged yet
unjudged-not-active = not active
unjudged-no-target = no target set
unjudged-not-settled = not settled yet
unjudged-data-fault = data fault, not judged
brief-open = #{ $number } not acknowledged
brief-acknowledged = #{ $number } acknowledged by { $name }
brief-status = #{ $number } { $status }
brief-due = due { $due }
brief-overdue = overdue since { $due }

## What was done

done-acknowledged = #{ $number } is yours until { $until }.
done-acknowledged-next = Next: write down what you do about it with “note { $number } …”.
done-noted-with-due = The note on #{ $number } is kept, due { $due }.
done-noted = The note on #{ $number } is kept.
done-noted-next = Write it again with a day, “note { $number } …, due Friday”, so that nobody has to ask.
done-watching =
    { $periods ->
        [one] #{ $number } is being watched: it closes after { $periods } settled value inside the limit.
       *[other] #{ $number } is being watched: it closes after { $periods } settled values in a row inside the limit.
    }
done-snoozed = #{ $number } is snoozed until { $until }.
done-assigned = #{ $number } was handed to { $name }.
done-assigned-next = { $name } is asked to take it, in their working hours unless it is critical.
done-dismissed = #{ $number } is closed as dismissed: { $reason }.
done-bad-data = #{ $number } is closed: the number had been wrong.
done-closed = #{ $number } is closed: { $status }.
done-commented = Your comment on #{ $number } is kept.
done-recorded = Recorded: { $kpi } on { $day } is { $value }.
done-recorded-again = Corrected: { $kpi } on { $day } is { $value }, it was { $before }.
done-recorded-unchanged = { $kpi } on { $day } was { $value } already.
done-digest-queued = The digest is on its way to { $channel }.

## A question back

choose-title = “{ $asked }” fits more than one. Which one do you mean?
choose-text = Choose below, or write the full name.

## History

history-title = History of #{ $number } · { $kpi }
history-episode = Episode { $episode }
history-line = { $at } · { $what }

## Help

help-title = What you can say to me
help-intro = Write as you would to a colleague: to me directly, with a mention in a channel, or in the thread of an alert. English and Chinese both work.
help-alerts =
    { $count ->
        [one] Your open alert
       *[other] Your { $count } open alerts
    }
help-kpis =
    { $count ->
        [one] Your KPI
       *[other] Your { $count } KPIs
    }
help-words = Words I know
help-asks = Ask: { $words }
help-acts = On an alert: { $words }
help-sets = Arrange: { $words }
help-more = “help” with a word explains it, such as “help note”. These work for you now:
help-usage = Write
help-example = Example
help-also = Also

## Buttons that say something

button-mine = My alerts
button-history = History
button-ack-number = Acknowledge #{ $number }
say-mine = mine
say-history = history { $number }
say-ack = ack { $number }
