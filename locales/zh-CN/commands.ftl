### 各命令的作用、写法和示例。

command-kpi-help = 查看单个指标的数值、目标、责任人和告警；只发指标名称也行。
command-kpi-usage = 指标 名称
command-kpi-example = 广告销售成本比
command-kpi-button = 查指标

command-list-help = 查看全部指标的情况，最差的在前。
command-list-usage = 列表 [越线]
command-list-example = 列表
command-list-button = 指标列表

command-why-help = 说明指标为什么越线：超出多少、从哪天起、哪个数在变、之前写过什么。
command-why-usage = 为什么 [指标]
command-why-example = 为什么 广告销售成本比
command-why-button = 为什么越线

command-owner-help = 查看指标由谁负责，告警现在在谁手上。
command-owner-usage = 负责人 指标
command-owner-example = 负责人 迟发率
command-owner-button = 谁负责

command-room-help = 查看离限值还有多少余量。
command-room-usage = 余量 指标 [到 限值]
command-room-example = 余量 订单缺陷率 到 1%
command-room-button = 离限值多远

command-worst-help = 查看表现最差的指标，或某指标表现最差的店铺。
command-worst-usage = 最差 [指标]
command-worst-example = 最差 广告销售成本比
command-worst-button = 表现最差

command-best-help = 查看表现最好的指标，或某指标表现最好的店铺。
command-best-usage = 最好 [指标]
command-best-example = 最好 广告销售成本比
command-best-button = 表现最好

command-changes-help = 查看某天以来的变化：告警、数值和目标。
command-changes-usage = 变化 [自 日期]
command-changes-example = 变化 自 昨天
command-changes-button = 最近变化

command-freshness-help = 查看数据更新到哪一天，有没有该到未到的。
command-freshness-usage = 数据新鲜度 [指标]
command-freshness-example = 数据新鲜度
command-freshness-button = 数据新鲜度

command-mine-help = 查看你名下未关闭的告警。
command-mine-usage = 我的
command-mine-example = 我的
command-mine-button = 我的告警

command-alerts-help = 查看未关闭的告警，可以只看某人、某团队、某店铺或某指标。
command-alerts-usage = 告警 [逾期 | 未确认 | 姓名 | 团队]
command-alerts-example = 告警 逾期
command-alerts-button = 告警

command-ack-help = 确认告警，由你来处理。
command-ack-usage = 确认 [编号]
command-ack-example = 确认 12
command-ack-button = 确认

command-note-help = 填写整改记录：原因、措施和完成日期。
command-note-usage = 整改 [编号] 原因，措施[，日期前]
command-note-example = 整改 12 承运商爆仓，已加派第二家，周五前

command-done-help = 表示已处理完，指标进入观测。
command-done-usage = 已处理 [编号]
command-done-example = 已处理 12
command-done-button = 已处理

command-snooze-help = 让告警暂缓提醒一段时间。
command-snooze-usage = 暂缓 [编号] 时长
command-snooze-example = 暂缓 12 4小时

command-assign-help = 把告警转派给其他人。
command-assign-usage = 转给 [编号] 姓名
command-assign-example = 转给 12 小林

command-dismiss-help = 忽略不需要处理的告警。
command-dismiss-usage = 忽略 [编号] 误报 | 已知活动 | 新常态 [说明]
command-dismiss-example = 忽略 12 已知活动：Prime Day

command-bad_data-help = 关闭因数据有误而触发的告警。
command-bad_data-usage = 数据错误 [编号] 错在哪里
command-bad_data-example = 数据错误 12 订单重复计算

command-comment-help = 给告警加评论；在告警话题里直接写即可。
command-comment-usage = 评论 [编号] 内容
command-comment-example = 评论 12 承运商已回电

command-record-help = 手工录入指标数值。
command-record-usage = 录入 指标 数值 [日期]
command-record-example = 录入 迟发率 3.2% 昨天
command-record-button = 录入数值

command-digest-help = 立即发送本频道的日报。
command-digest-usage = 日报 | 周报 | 月报
command-digest-example = 日报
command-digest-button = 立即发简报

command-history-help = 查看告警的处理经过。
command-history-usage = 历史 [编号]
command-history-example = 历史 12
command-history-button = 告警处理经过

command-menu-help = 打开菜单：按钮和表单，点一点就能办。
command-menu-usage = 菜单
command-menu-example = 菜单

command-help-help = 查看可以怎么说。
command-help-usage = 帮助 [命令]
command-help-example = 帮助 整改
command-help-button = 可以说什么

command-reopen-help = 关闭有误时，重新开启告警。
command-reopen-usage = 重新开启 编号 [因为 原因]
command-reopen-example = 重新开启 12 因为承运商又停发了

command-escalate-help = 不等计时，现在就通知上一级。
command-escalate-usage = 升级 [编号]
command-escalate-example = 升级 12

command-undo-help = 五分钟内撤销你刚才的操作。
command-undo-usage = 撤销 [编号]
command-undo-example = 撤销
command-undo-button = 撤销上一步

command-cover-help = 请同事在你不在时代为响应。
command-cover-usage = 代班 姓名 日期 到 日期
command-cover-example = 代班 小林 12月1日 到 12月7日
command-cover-button = 请人代班

command-uncover-help = 取消同事为你代班。
command-uncover-usage = 取消代班 [姓名]
command-uncover-example = 取消代班
command-uncover-button = 结束代班

command-target-help = 设定指标的目标，可以只管几天，也可以从某天起一直有效。
command-target-usage = 目标 名称 数值 [日期 到 日期] 因为 原因
command-target-example = 目标 迟发率 3% 11月20日 到 11月30日 因为 黑五
command-target-button = 设定目标

command-pause-help = 暂停判定指标几天。
command-pause-usage = 暂停指标 名称 到 日期 因为 原因
command-pause-example = 暂停指标 迟发率 到 12月1日 因为 搬仓
command-pause-button = 暂停指标

command-resume-help = 恢复判定暂停的指标，并说明暂停期间错过了什么。
command-resume-usage = 恢复指标 名称
command-resume-example = 恢复指标 迟发率
command-resume-button = 恢复指标

command-subscribe-help = 让频道接收日报、周报或月报。
command-subscribe-usage = 订阅 [#频道] [日报 | 周报 | 月报]
command-subscribe-example = 订阅 周报
command-subscribe-button = 订阅简报

command-unsubscribe-help = 让频道不再接收日报、周报或月报。
command-unsubscribe-usage = 取消订阅 [#频道] [日报 | 周报 | 月报]
command-unsubscribe-example = 取消订阅 周报
command-unsubscribe-button = 取消订阅

command-language-help = 设置我跟你说话的语言。
command-language-usage = 语言 中文 | 英文
command-language-example = 语言 中文
command-language-button = 语言

command-zone-help = 设置你的时区。
command-zone-usage = 时区 地点
command-zone-example = 时区 上海
command-zone-button = 时区

command-hours-help = 设置你的工作时间。
command-hours-usage = 工作时间 9:00-18:00
command-hours-example = 工作时间 9:00-18:00
command-hours-button = 工作时间

## 命令之后可以写的内容，用于逐项填写的平台

slot-kpi = 指标名称
slot-shop = 店铺或站点
slot-days = 日期，例如 上周
slot-when = 之后的日期
slot-compared = 与什么比较
slot-by = 按什么拆分
slot-only = 只看哪些，例如 越线
slot-person = 姓名
slot-team = 团队
slot-channel = 频道
slot-alert = 告警编号
slot-all = 你的全部
slot-value = 数值和单位
slot-digest = 日报、周报或月报
slot-language = 中文或英文
slot-zone = 地点或时区
slot-hours = 从几点到几点
slot-command = 命令
slot-until = 到什么时候或多久
slot-note = 原因、措施和日期
slot-reason = 原因
slot-text = 自由填写
