### Digests.

digest-daily = Daily digest · { $date }
digest-weekly = Weekly digest · { $date }
digest-monthly = Monthly digest · { $date }
digest-late = This digest is late: it was due { $due }.
digest-days = Data of { $days } ({ $zone })
digest-cut = as of { $at }
digest-all-good =
    { $count ->
        [one] Nothing is wrong: { $count } KPI is inside its limits.
       *[other] Nothing is wrong: all { $count } KPIs are inside their limits.
    }
digest-nothing-judged = No KPI is judged yet. An administrator can add KPIs and targets.
digest-none-judged-yet =
    { $count ->
        [one] Nothing is judged yet: { $count } KPI waits for settled data or a target
       *[other] Nothing is judged yet: { $count } KPIs wait for settled data or a target
    }
digest-count-breaches =
    { $count ->
        [one] { $count } beyond its limit
       *[other] { $count } beyond their limits
    }
digest-count-promises =
    { $count ->
        [one] { $count } promise due
       *[other] { $count } promises due
    }
digest-count-warnings =
    { $count ->
        [one] { $count } early warning
       *[other] { $count } early warnings
    }
digest-count-faults =
    { $count ->
        [one] { $count } data fault
       *[other] { $count } data faults
    }
digest-count-unjudged =
    { $count ->
        [one] { $count } not judged yet
       *[other] { $count } not judged yet
    }
digest-count-good =
    { $count ->
        [one] { $count } good
       *[other] { $count } good
    }
digest-breaches = Beyond the limit ({ $count })
digest-promises = Promises due ({ $count })
digest-warnings = Early warnings ({ $count })
digest-faults = Data late or doubtful, not judged ({ $count })
digest-unjudged = Not judged yet ({ $count })
digest-good = All good ({ $count })
promise-due = #{ $number } { $kpi }: { $name } promised it by { $due }
promise-overdue = Overdue: #{ $number } { $kpi }, { $name } promised it by { $due }

## Looking back

digest-review = Looking back
review-opened =
    { $opened ->
        [0] No alert opened
        [one] { $opened } alert opened (relapses: { $relapsed })
       *[other] { $opened } alerts opened (relapses: { $relapsed })
    }
review-closed =
    { $closed ->
        [0] No alert closed
        [one] { $closed } alert closed (recovered and verified: { $verified })
       *[other] { $closed } alerts closed (recovered and verified: { $verified })
    }
review-overdue =
    { $overdue ->
        [one] { $overdue } promise became overdue
       *[other] { $overdue } promises became overdue
    }
review-median-ack = Half of the alerts were acknowledged within { $span }
review-slow-ack = Slowest: #{ $number } { $kpi }, { $span } until acknowledged ({ $name })

## Score

digest-score = Score
score-value = { $score } of 100
score-none = No score: no KPI of the scorecard has data fit to be judged
score-capped = Capped by { $kpi }: growth cannot make up for a critical risk
score-capped-from = Capped by { $kpi }, { $ungated } without it: growth cannot make up for a critical risk
score-missing = { $share } of the weight is not judged and does not count
