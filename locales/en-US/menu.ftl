### The menu, and the forms behind its buttons.

button-menu = More…
menu-title = What would you like to do?
menu-text = Everything here can be said, too.
menu-alerts = Alerts
menu-alerts-text = What is open and what became of it. The buttons to act on an alert are on its card.
menu-kpis = KPIs
menu-kpis-text = Look something up, or set it.
menu-channel = Digests
menu-channel-text = What a channel gets, and when.
menu-me = My settings
menu-me-text = In which language and at which hours you are written to, and who answers while you are away.
menu-cover = { $name } for { $away }, { $days }

blank-kpi = KPI
blank-kpi-named = Another KPI
blank-named-hint = The name, where it is not in the list
blank-value = Value
blank-value-hint = With its unit, such as 3.2% or $12,300
blank-day = Day
blank-day-hint = The newest complete one when left empty
blank-from = First day
blank-until = Last day
blank-reason = Why
blank-person = Who answers
blank-person-named = Somebody else
blank-away = Who is away
blank-away-hint = You, when left empty
blank-cover = Which cover
blank-channel = Channel
blank-digest = Digest
blank-language = Language
blank-zone = Where your clock stands
blank-hours = From when to when
blank-hours-hint = Such as 9:00-18:00
blank-number = Number of the alert

menu-daily = Daily
menu-weekly = Weekly
menu-monthly = Monthly
menu-english = English
menu-chinese = 中文
