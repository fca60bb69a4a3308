### 给管理员的通知。

notice-undeliverable = 发往 { $platform } { $target } 的消息无法送达。
notice-undeliverable-next = 请检查该频道或人员的账号。平台返回：{ $reason }
notice-digest-unknown = 无法确定 { $date } 的推送是否已送达 { $channel }。
notice-digest-unknown-next = 为避免重复已暂缓发送。请到频道里查看，如果没有，发“日报”重新获取。
notice-digest-skipped = { $channel } 原定{ $due } 的推送已跳过：时间太晚，不再补发。
notice-digest-skipped-next = 下一期照常发送；现在就要的话，在频道里发“日报”。
notice-channel-closed = { $channel } 已无法再发送消息。
notice-channel-closed-next = 频道已归档，或 Steward 已被移出。请重新邀请 Steward，或为其中的指标和日报换一个频道。
notice-account-closed = { $name } 在 { $platform } 上的账号已停用。
notice-account-closed-next = 其告警会转给代办人。请为 { $name } 的指标指定新的责任人，或为其关联新的账号。
notice-calls = { $platform } 本月 API 调用已用 { $used } 次，额度 { $allowed } 次。
notice-calls-next = 额度用完后，{ $platform } 在本月内可能不再接收消息。升级付费版可提高额度；减少推送和告警可降低用量。
notice-calls-gone-next = { $platform } 在本月内可能不再接收消息。请升级付费版，或这段时间改看网页聊天。
notice-strange-card = 有人在 { $platform } 上操作了一张卡片，而其中的告警不在这个 Steward 的数据库里。
notice-strange-card-next = 很可能有另一个 Steward（如测试环境）也在使用同一个应用。此时 { $platform } 会把大家的消息和点击随机交给其中一个，约有一半会送错。请停掉其中一个，或为每个环境单独创建应用。如果刚恢复过较早的备份，也可能是备份之后发出的卡片。
notice-nobody = #{ $number } 没有可通知的人：{ $kpi } 已越线。
notice-nobody-for-data = #{ $number } 没有可通知的人：{ $kpi } 数据异常，无法判定。
notice-nobody-next = 请为 { $kpi } 指定责任人，并登记其聊天平台账号。
notice-restored = 已恢复备份，最新的记录：{ $known }。
notice-restored-empty = 已恢复备份，其中还没有任何记录。
notice-restored-next = 为避免重复，此前到期的事项不再执行。暂缓的消息：{ $held } 条；不再补发的日报：{ $digests } 份；{ $until } 前不会为这些事项通知任何人。请重新导入缺失时段的数据，并补做大家在此期间的操作。
notice-audit-overdue-action = 自检发现下一步已逾期的告警：{ $count } 个。
notice-audit-no-next-action = 自检发现没有下一步的未关闭告警：{ $count } 个。
notice-audit-no-next-action-next = 有人手工改动过数据库。请查看告警列表并逐一处理。
notice-audit-stuck-lease = 自检发现发送停滞的消息：{ $count } 条。
notice-audit-unknown-outcome = 自检发现超过五分钟无法确定是否送达的消息：{ $count } 条。
notice-audit-unknown-outcome-next = 目前无法向平台查询，Steward 会继续尝试。请检查平台是否可用。
notice-audit-overdue-row = 自检发现应发未发的消息：{ $count } 条。
notice-audit-dead-uncovered = 自检发现没有任何人收到的消息：{ $count } 条。
notice-audit-dead-uncovered-next = 请为收件人登记可用的聊天平台账号，之后会自动通知。
notice-audit-missed-slot = 自检发现应发未发的日报：{ $count } 份。
notice-audit-standstill-next = Steward 每分钟会再试一次。请让工程师查看服务日志中的原因。

# 附在可能已经送达过的消息下面。
possible-duplicate = 可能重复：无法确认这条消息之前是否已送达。

# 卡片按钮不可用时，链接上的文字。
act-in-web-chat = 去网页聊天处理
