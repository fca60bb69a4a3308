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
notice-nobody = #{ $number } 没有可通知的人：{ $kpi } 已越线。
notice-nobody-for-data = #{ $number } 没有可通知的人：{ $kpi } 数据异常，无法判定。
notice-nobody-next = 请为 { $kpi } 指定责任人，并登记其聊天平台账号。

# 附在可能已经送达过的消息下面。
possible-duplicate = 可能重复：无法确认这条消息之前是否已送达。

# 卡片按钮不可用时，链接上的文字。
act-in-web-chat = 去网页聊天处理
