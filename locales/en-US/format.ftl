### How numbers, days and spans of time are said. Numbers arrive formatted.

list-of = { $list }, { $item }
remarks-of = { $before } · { $remark }
kpi-with-scope = { $name } · { $scope }

## Units

unit-hours = { $number } h
unit-days =
    { $count ->
        [one] { $number } day
       *[other] { $number } days
    }
unit-weeks =
    { $count ->
        [one] { $number } week
       *[other] { $number } weeks
    }
unit-level = level { $number }
unit-times-per-year =
    { $count ->
        [one] { $number } time a year
       *[other] { $number } times a year
    }
points = { $number } pp
unchanged = unchanged
nearly-unchanged = about the same

## Spans of time

span-minutes = { $minutes } min
span-hours = { $hours } h
span-hours-minutes = { $hours } h { $minutes } min
span-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
span-days-hours =
    { $days ->
        [one] { $days } day { $hours } h
       *[other] { $days } days { $hours } h
    }
run-days =
    { $count ->
        [one] { $count } day running
       *[other] { $count } days running
    }
run-weeks =
    { $count ->
        [one] { $count } week running
       *[other] { $count } weeks running
    }
run-months =
    { $count ->
        [one] { $count } month running
       *[other] { $count } months running
    }

## Days

date = { $month } { $day }
date-with-year = { $month } { $day }, { $year }
date-with-weekday = { $weekday } { $date }
dates-from = from { $day } on
dates = { $first } – { $last }
dates-in-one-month = { $month } { $first-day }–{ $last-day }
month-of-year = { $month } { $year }
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-and-time = { $day } { $time }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun

## Zones

zone-pacific = Pacific
zone-mountain = Mountain
zone-central = Central
zone-eastern = Eastern
zone-shanghai = Shanghai time
zone-hong-kong = Hong Kong time
zone-tokyo = Tokyo time
zone-london = London time
zone-berlin = Berlin time
zone-utc = UTC
zone-of-city = { $city } time
times-in-zone = times: { $zone }
