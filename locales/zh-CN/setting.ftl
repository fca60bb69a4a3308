### 在对话里修改的设置：暂停、代班、目标、订阅和个人设置。

set-paused = { $kpi } 已暂停判定，到{ $to }为止。
set-paused-next = { $name } 对此负责，原因：{ $reason }。结束时会告诉你期间本该告警多少次。
set-resumed = { $kpi } 已恢复判定。
set-resumed-nothing = 暂停期间没有已结算的数值。
set-resumed-quiet =
    { $judged ->
       *[other] 暂停期间 { $judged } 期数值都在限值内。
    }
set-resumed-next =
    { $beyond ->
       *[other] 暂停期间 { $judged } 期中有 { $beyond } 期越线，没有通知任何人。
    }
set-resumed-alerts = 本该发出的 { $count } 条告警
set-covered = { $days }由 { $name } 为 { $away } 代班。
set-covered-next = 这些天 { $away } 的告警会通知代班人，卡片上会写明原因。
set-uncovered = { $name } 不再为 { $away } 代班（{ $days }）。
set-uncovered-next = { $away } 的告警重新通知本人。
set-target-days = { $kpi } 的目标设为 { $value }，{ $days }。
set-target-from = { $kpi } 的目标自{ $from }起为 { $value }。
set-limits-from = { $kpi } 自{ $from }起采用新限值。
set-target-next = 限值：{ $limits }。原因：{ $reason }。
set-target-without-limits = 没有设限值，只展示，不会告警。
set-limits-kept = #{ $number } 维持原限值。
set-limits-kept-next = { $name } 会在卡片上看到。指标仍越线时会重新告警。
set-subscribed = { $channel } 已订阅{ $digest }。
set-subscribed-next = 下一期：{ $at }。
set-unsubscribed = { $channel } 不再接收{ $digest }。
set-language-english = 以后用英文跟你说。
set-language-chinese = 以后用中文跟你说。
set-zone = 你的时区已改为{ $zone }。
set-zone-next = 那里现在是 { $time }。
set-hours = 你的工作时间已改为 { $from } 到 { $to }。
set-hours-next = 非严重的通知只在这段时间里发给你。
digest-kind-daily = 日报
digest-kind-weekly = 周报
digest-kind-monthly = 月报

lacks-kpi = 哪个指标？
lacks-one-kpi = 一次只能改一个指标。
lacks-person = 哪位同事？
lacks-days = 从哪天到哪天？
lacks-end = 到哪天为止？
lacks-reason = 请写明原因，方便以后查看。
lacks-value = 数值是多少？
lacks-channel = 哪个频道？可以在频道里说，或带上频道名称。
lacks-digest = 哪一种：日报、周报还是月报？
lacks-language = 哪种语言？我会说中文和英文。
lacks-zone = 哪个时区？
lacks-hours = 从几点到几点？
not-set-incomplete-next = 没有做任何改动。请写成“{ $usage }”，例如“{ $example }”。
not-set-day = 这里不能用{ $day }。
not-set-ends-first = 结束日期{ $to }早于开始日期{ $from }。
not-set-ends-first-next = 没有做任何改动，请先写开始日期。
not-set-own-cover = 不能给自己代班。
not-set-own-cover-next = 请换一位在岗的同事。
not-set-covered = { $days }已由 { $name } 为 { $away } 代班。
not-set-covered-next = 请换不重叠的日期，或请管理员修改原来的代班。
not-set-circle = { $name } 这些天里也不在，正是由对方代班。
not-set-circle-next = 那样就没有人响应了，请换一位在岗的同事。
not-set-not-covered = 目前和之后都没有人为 { $name } 代班。
not-set-not-paused = { $kpi } 没有暂停。
not-set-season = 这些天里已有另一个目标：{ $season }，{ $days }。
not-set-season-next = 请换日期；日期完全相同则会替换原目标。
not-set-platform = { $kpi } 以平台官方目标为准。
not-set-platform-next = 团队自己设目标不会有任何作用。
not-set-two-sided = { $kpi } 过高和过低都不好，只给一个数值不够。
not-set-two-sided-next = 请管理员设置它的限值。
not-set-subscribed = { $channel } 已经订阅了{ $digest }。
not-set-not-subscribed = { $channel } 没有订阅这种简报。
not-set-rule = 这样设置会与其他资料冲突，没有做任何改动。
not-set-rule-next = 请联系管理员。规则：{ $rule }

## 保存前的确认

propose-note = 把这些记为 #{ $number } 的整改记录吗？
propose-note-incomplete = 你的话已保存。#{ $number } 的整改记录还需要补充：
propose-note-hint = 无论如何，你的原话都会作为评论保留。
button-keep-note = 记为整改
button-edit-note = 修改
ask-value = 把 { $kpi } { $day }录为 { $value } 吗？
ask-value-first = 之前没有录入过。
ask-value-replaces = 将替换原来的 { $before }，两个数值都会保留在历史里。
ask-value-unusual = 与平时的 { $usual } 相差很大。
button-keep-value = 确认录入
not-set-value-moved = 期间有人录入了 { $kpi } 的另一个数值。
not-set-value-moved-next = 没有做任何改动。请先查看该指标，确认无误后再录入。
