### Standing data that is set in chat: pauses, covers, targets, subscriptions, and a person's own settings.

set-paused = { $kpi } is paused until the end of { $to }.
set-paused-next = { $name } answers for the pause: { $reason }. When it ends you hear what it kept quiet.
set-resumed = { $kpi } is judged again.
set-resumed-nothing = No value settled during the pause.
set-resumed-quiet =
    { $judged ->
        [one] The { $judged } value of the pause was inside its limits.
       *[other] All { $judged } values of the pause were inside their limits.
    }
set-resumed-next =
    { $beyond ->
        [one] The pause kept { $beyond } breach quiet, out of { $judged } settled values.
       *[other] The pause kept { $beyond } breaches quiet, out of { $judged } settled values.
    }
set-resumed-alerts =
    { $count ->
        [one] { $count } alert that was not sent
       *[other] { $count } alerts that were not sent
    }
set-covered = { $name } covers for { $away }, { $days }.
set-covered-next = Alerts of { $away } go to them on these days, and the cards say why.
set-uncovered = { $name } does not cover for { $away } any more ({ $days }).
set-uncovered-next = Alerts of { $away } go to { $away } again.
set-target-days = The target of { $kpi } is { $value }, { $days }.
set-target-from = The target of { $kpi } is { $value } from { $from } on.
set-limits-from = { $kpi } has new limits from { $from } on.
set-target-next = Breach: { $limits }. Reason: { $reason }.
set-target-without-limits = It has no limits, so it is shown but never a breach.
set-limits-kept = The limits stay as they are for #{ $number }.
set-limits-kept-next = { $name } reads it on the card. If the number stays outside, a new alert opens.
set-subscribed = { $channel } gets the { $digest }.
set-subscribed-next = The next one comes { $at }.
set-unsubscribed = { $channel } gets the { $digest } no more.
set-language-english = I write to you in English from now on.
set-language-chinese = I write to you in Chinese from now on.
set-zone = Your clock is now in { $zone }.
set-zone-next = It is { $time } there.
set-hours = Your working hours are { $from } to { $to }.
set-hours-next = What is not critical reaches you in these hours only.
digest-kind-daily = daily digest
digest-kind-weekly = weekly digest
digest-kind-monthly = monthly digest

lacks-kpi = Which KPI?
lacks-one-kpi = One KPI at a time, please.
lacks-person = Who?
lacks-days = From which day to which?
lacks-end = Until which day?
lacks-reason = Why? Whoever looks at it later will want to know.
lacks-value = Which value?
lacks-channel = Which channel? Say it in the channel, or name it.
lacks-digest = Which digest: daily, weekly or monthly?
lacks-language = Which language? I speak English and Chinese.
lacks-zone = Which time zone?
lacks-hours = From when to when?
not-set-incomplete-next = Nothing was changed. Write it like “{ $usage }”, for example “{ $example }”.
not-set-day = { $day } cannot be used here.
not-set-ends-first = It would end { $to }, before it begins { $from }.
not-set-ends-first-next = Nothing was changed. Say the first day first.
not-set-own-cover = Nobody can cover for themselves.
not-set-own-cover-next = Name a colleague who is there.
not-set-covered = { $name } covers for { $away } already, { $days }.
not-set-covered-next = Choose days that do not meet, or ask an administrator to change that cover.
not-set-circle = { $name } is away and covered by the same person on some of these days.
not-set-circle-next = Nobody would answer then. Name somebody who is there.
not-set-not-covered = Nobody covers for { $name }, now or later.
not-set-not-paused = { $kpi } is not paused.
not-set-season = Another target holds on some of these days: { $season }, { $days }.
not-set-season-next = Choose other days, or the very same ones to replace it.
not-set-platform = The platform sends its own target for { $kpi }, and that one counts.
not-set-platform-next = A target of the team's own would change nothing.
not-set-two-sided = For { $kpi }, both too much and too little are bad, so one value says too little.
not-set-two-sided-next = Ask an administrator to set its limits.
not-set-subscribed = { $channel } gets the { $digest } already.
not-set-not-subscribed = { $channel } gets no such digest.
not-set-rule = That would not fit together with the rest, so nothing was changed.
not-set-rule-next = An administrator can help. The rule: { $rule }

## Asked before it is kept

propose-note = Keep this as your note on #{ $number }?
propose-note-incomplete = Your words are kept. A note on #{ $number } needs a bit more:
propose-note-hint = Your words are kept as a comment either way.
button-keep-note = Keep as note
button-edit-note = Edit
ask-value = Record { $value } for { $kpi } on { $day }?
ask-value-first = Nothing has been recorded for it yet.
ask-value-replaces = It would replace { $before }; both stay in the history.
ask-value-unusual = That is far from the usual { $usual }.
button-keep-value = Record it
not-set-value-moved = Another value of { $kpi } was recorded meanwhile.
not-set-value-moved-next = Nothing was changed. Look at the KPI, and record yours again if it is still right.
