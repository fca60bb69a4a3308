### 告警的进展：卡片下方的一行，也用于处理经过。

update-summary = #{ $number }：{ $what }
update-about = #{ $number } · { $at }

event-opened = 越线：{ $value }，责任人 { $owner }。
event-opened-plain = 指标越线，责任人 { $owner }。
event-opened-early = 预计将越线，责任人 { $owner }。
event-opened-fault = 数据异常，无法判定，由 { $owner } 负责。
event-relapsed = 再次越线：{ $value }，责任人 { $owner }。
event-relapsed-plain = 再次越线，责任人 { $owner }。
event-fix-failed = 整改未见效：{ $value }，仍在越线，责任人 { $owner }。
event-fix-failed-plain = 整改未见效，指标仍在越线，责任人 { $owner }。
event-read-outside = { $day } { $value }，越线。
event-read-outside-plain = { $day }的数值越线。
event-read-inside =
    { $count ->
       *[other] { $day } { $value }，已回到限值内，连续 { $count } 期。
    }
event-read-inside-plain = { $day }的数值已回到限值内。
event-fault-changed = 数据异常的情况有变化。
event-acknowledged = { $name } 已确认，有效至{ $until }。
event-ack-expired = 确认已过期，仍未填写整改记录。
event-noted = { $name } 填写了整改记录。
event-noted-with-due = { $name } 填写了整改记录，承诺{ $due }前完成。
event-overdue = 已过承诺的完成日期。
event-done = { $name } 表示已处理，进入观测。
event-watch-began = 已回到限值内，进入观测。
event-watch-prolonged = 没有等到已结算的数据，观测延长至{ $until }。
event-note-asked = 指标已恢复但没有整改记录，已请责任人补充原因和措施。
event-snoozed = { $name } 暂缓提醒至{ $until }。
event-postponed = 非工作时间未打扰，{ $until } 继续通知。
event-snooze-ended = 暂缓提醒已结束。
event-assigned = { $name } 转派给了 { $to }。
event-told-owner = 已通知指标责任人 { $name }。
event-told-data-owner = 已通知数据负责人 { $name }。
event-told-backup = 已升级，通知备份责任人 { $name }。
event-told-lead = 已升级，通知团队负责人 { $name }。
event-told-admin = 已升级，通知管理员 { $name }。
event-told-handed = 已通知接手人 { $name }。
event-commented = { $name } 发表了评论。
event-restated = { $day }的数值更正为 { $value }。
event-restated-plain = { $day }的数值已更正。
event-rejudged-inside = 限值已调整：{ $day } { $value }，按新限值已在范围内。
event-rejudged-inside-plain = 限值已调整：{ $day }的数值按新限值已在范围内。
event-rejudged-outside = 限值已调整：{ $day } { $value }，按新限值已越过{ $severity }线。
event-rejudged-outside-plain = 限值已调整：{ $day }的数值按新限值已越过{ $severity }线。
event-verified = 已关闭：指标恢复并通过验证。
event-dismissed = { $name } 已忽略：{ $reason }。
event-bad-data = { $name } 已关闭：数据有误。
event-withdrawn = 已撤回：更正后的数值并未越线。
event-kpi-removed = 已关闭：指标已删除。

note-cause = 原因：{ $cause }
note-cause-with-text = 原因：{ $cause }，{ $text }
note-action = 措施：{ $action }
