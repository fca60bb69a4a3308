### 告警卡片。

alert-title-critical = 🔴 严重：{ $kpi }
alert-title-warning = 🟠 警告：{ $kpi }
alert-title-early = 🟡 预警：{ $kpi }
alert-title-fault = ⚪ 数据异常：{ $kpi }
alert-title-watching = 👀 观测中：{ $kpi }
alert-title-verified = ✅ 已恢复：{ $kpi }
alert-title-data-back = ✅ 数据已恢复：{ $kpi }
alert-title-over = ↩️ 已复发：{ $kpi }
alert-title-dismissed = ☑️ 已忽略：{ $kpi }
alert-title-bad-data = ☑️ 已关闭（数据有误）：{ $kpi }
alert-title-withdrawn = ☑️ 已撤回（并未越线）：{ $kpi }
alert-title-kpi-removed = ☑️ 已关闭（指标已删除）：{ $kpi }
alert-gone = 这条告警已无法显示。
alert-gone-next = 对应的指标已被删除，管理员可在审计记录中查到。

## 越线情况

lead-value = { $day } { $value }
lead-over = 超上限 { $gap }（上限 { $limit }）
lead-under = 低于下限 { $gap }（下限 { $limit }）
lead-at = 正好等于限值 { $limit }，按规则视为越线
lead-inside = 在限值 { $limit } 以内
lead-no-reading = 暂无已结算的数值
lead-data-back = 数据已恢复，可以正常判定
alert-fault-not-judged = 指标暂不判定，没有打扰指标责任人。

fault-never-arrived = 从未收到数据，首个数值应于{ $due } 到达
fault-late = 数据停在{ $newest }，{ $missing }的数据应于{ $due } 到达
fault-below-minimum = { $day }的 { $value } 明显有误：该指标不会小于 { $bound }
fault-above-maximum = { $day }的 { $value } 明显有误：该指标不会大于 { $bound }
fault-jump = { $day }的 { $value } 很可疑：平时在 { $bound } 左右
fault-no-value = 数据源返回{ $day }没有数值

## 为什么找这个人

because-you-own-it = 你是该指标的责任人。
because-you-own-the-data = 你是该指标的数据负责人。
because-you-back-up = 你是备份责任人，责任人未响应或无法响应。
because-you-lead = 你是团队负责人，责任人和备份责任人未响应或无法响应。
because-you-administer = 你是 Steward 管理员，其他人均未响应或无法响应。
because-you-were-handed-it = 这条告警已转派给你。
because-they-own-it = { $name } 是该指标的责任人。
because-they-own-the-data = { $name } 是该指标的数据负责人。
because-they-back-up = { $name } 是备份责任人，责任人未响应或无法响应。
because-they-lead = { $name } 是团队负责人，责任人和备份责任人未响应或无法响应。
because-they-administer = { $name } 是 Steward 管理员，其他人均未响应或无法响应。
because-they-were-handed-it = 这条告警已转派给 { $name }。
page-again = 至今无人响应。
handover-to-you = { $from } 把这条告警转派给了你。
handover-to-them = { $from } 把这条告警转派给了 { $name }。
overdue-you = 已过你承诺的完成日期。请回复“已处理”，或填写整改记录并更新日期。
overdue-they = 已过 { $name } 承诺的完成日期。
ask-note-you = 指标已恢复。严重告警没有原因和措施不能关闭，请补填整改记录。
ask-note-they = 指标已恢复。严重告警没有原因和措施不能关闭，请 { $name } 补填整改记录。

owner-of-kpi = { $name }（指标责任人）
owner-of-data = { $name }（数据负责人）
owner-backup = { $name }（备份责任人）
owner-lead = { $name }（团队负责人）
owner-admin = { $name }（管理员）
owner-handed = { $name }（接手人）

## 要点

fact-status = 状态
fact-next = 下一步
fact-worst = 最差
fact-worst-value = { $day } { $value }
stands-open = 待确认，{ $at } 开启
stands-acknowledged = { $name } 已于{ $at } 确认，有效至{ $until }
stands-remediating = { $name } 整改中，承诺{ $due }前完成
stands-overdue = 已逾期：{ $name } 承诺{ $due }前完成
stands-watching =
    { $needed ->
       *[other] 观测中：需连续 { $needed } 期达标，已达标 { $inside } 期
    }
stands-closed = { $status }，{ $at }
stands-snoozed = 已暂缓提醒至{ $until }
next-escalate = 若无人确认，{ $at } 升级给 { $name }
next-remind = 若无人确认，{ $at } 再次提醒 { $name }
next-tell = 若无人确认，{ $at } 通知 { $name }
next-escalate-somebody = 若无人确认，{ $at } 升级给下一位
next-ack-expires = 若届时仍无整改记录，{ $at } 提醒 { $name }
next-ack-expires-somebody = 若届时仍无整改记录，{ $at } 通知下一位
next-due-passes = 若未按期完成，{ $at } 提醒 { $name }
next-due-passes-somebody = 若未按期完成，{ $at } 通知团队负责人
next-overdue = 若仍未完成，{ $at } 通知 { $name }
next-watch-ends = { $at } 复查
next-snooze-ends = { $at } 恢复提醒
next-ask-for-note = { $at } 请责任人补充原因和措施
severity-critical = 严重
severity-warning = 警告
status-open = 待确认
status-acknowledged = 已确认
status-remediating = 整改中
status-watching = 观测中
status-verified = 已恢复并通过验证
status-dismissed = 已忽略
status-bad-data = 已关闭，数据有误
status-withdrawn = 已撤回，并未越线
status-kpi-removed = 已关闭，指标已删除

## 整改记录

alert-over = #{ $number } 再次越线，最新情况请看最新的告警卡片。
relapse = 问题复发，第 { $episode } 次开启。上次的整改是：
relapse-without-note = 问题复发，第 { $episode } 次开启。上次没有留下整改记录。
last-time-by = { $name } 上次所写，{ $date }
note-by = { $name }，{ $at }
note-by-with-due = { $name }，{ $at }，{ $due }前完成
spark-alt =
    { $count ->
       *[other] 最近 { $count } 期数值，从{ $first-day }的 { $first } 到{ $last-day }的 { $last }
    }
picture-legend = 带圆点的线是数值。
picture-legend-limit = 带圆点的线是数值，虚线是限值 { $limit }。
alert-answer-open = #{ $number } · 也可以在话题里回复：“确认”“整改 …”
alert-answer-taken = #{ $number } · 也可以在话题里回复：“整改 …，周五前”“已处理”
alert-answer-watching = #{ $number } · 也可以在话题里回复：“整改 …”
alert-answer-closed = #{ $number } · 再次越线会在这里重新开启。
