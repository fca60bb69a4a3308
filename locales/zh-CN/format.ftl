### 数字、日期和时长的说法。数字传入时已排好格式。

list-of = { $list }、{ $item }
remarks-of = { $before } · { $remark }
kpi-with-scope = { $name } · { $scope }

## 单位

unit-hours = { $number }小时
unit-days =
    { $count ->
       *[other] { $number }天
    }
unit-weeks =
    { $count ->
       *[other] { $number }周
    }
unit-level = { $number }级
unit-times-per-year =
    { $count ->
       *[other] 每年{ $number }次
    }
points = { $number }个百分点
unchanged = 持平
nearly-unchanged = 基本持平

## 时长

span-minutes = { $minutes }分钟
span-hours = { $hours }小时
span-hours-minutes = { $hours }小时{ $minutes }分钟
span-days = { $days }天
span-days-hours = { $days }天{ $hours }小时
run-days = 已连续{ $count }天
run-weeks = 已连续{ $count }周
run-months = 已连续{ $count }个月

## 日期

date = { $month }月{ $day }日
date-with-year = { $year }年{ $month }月{ $day }日
date-with-weekday = { $date }{ $weekday }
dates-from = { $day }起
dates = { $first }至{ $last }
dates-in-one-month = { $month }月{ $first-day }日至{ $last-day }日
month-of-year = { $year }年{ $month }月
day-today = 今天
day-tomorrow = 明天
day-yesterday = 昨天
day-and-time = { $day } { $time }
month-1 = 1
month-2 = 2
month-3 = 3
month-4 = 4
month-5 = 5
month-6 = 6
month-7 = 7
month-8 = 8
month-9 = 9
month-10 = 10
month-11 = 11
month-12 = 12
weekday-monday = 周一
weekday-tuesday = 周二
weekday-wednesday = 周三
weekday-thursday = 周四
weekday-friday = 周五
weekday-saturday = 周六
weekday-sunday = 周日

## 时区

zone-pacific = 太平洋时间
zone-mountain = 美国山地时间
zone-central = 美国中部时间
zone-eastern = 美国东部时间
zone-shanghai = 上海时间
zone-hong-kong = 香港时间
zone-tokyo = 东京时间
zone-london = 伦敦时间
zone-berlin = 柏林时间
zone-utc = UTC
zone-of-city = { $city } 时间
times-in-zone = 均为{ $zone }
