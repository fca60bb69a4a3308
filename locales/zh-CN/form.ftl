### 告警卡片的按钮和表单。

button-ack = 确认
button-note = 填写整改
button-done = 已处理
button-snooze = 暂缓提醒
button-assign = 转派
button-comment = 评论
button-dismiss = 忽略
button-bad-data = 数据有误
confirm-dismiss = 确定忽略 #{ $number } 吗？如果下一期数据仍无改善，会重新告警。

form-submit = 提交
form-note = #{ $number } 整改记录
form-snooze = #{ $number } 暂缓提醒
form-assign = #{ $number } 转派
form-comment = #{ $number } 评论
form-dismiss = #{ $number } 忽略
form-bad-data = #{ $number } 数据有误
note-form-title = #{ $number } 整改记录
note-form-text = 点按钮填写表单，或直接发“整改 { $number } 原因：… 措施：… 期限：周五”。

field-cause = 原因类别
field-cause-text = 具体原因
field-action = 整改措施
field-action-hint = 写清楚做什么，同事接手也能看懂
field-due = 完成日期
field-due-hint = 到期未完成会提醒你
field-snooze = 暂缓多久
field-assign = 转派给
field-assign-hint = 对方会收到私信
field-reason = 理由
field-why = 具体说明
field-why-hint = 误报可以不填
field-comment = 评论
field-comment-hint = 会记入这条告警的历史，大家都能看到；不影响告警状态
field-bad-data = 数据哪里有误
field-bad-data-hint = 数据负责人会看到

cause-logistics = 物流 / 仓库
cause-supply = 库存 / 供应
cause-listing = Listing / 价格 / 内容
cause-advertising = 广告
cause-product = 产品 / 质量
cause-process = 人员 / 流程
cause-platform = 平台 / 政策
cause-other = 其他

snooze-1h = 1 小时
snooze-4h = 4 小时
snooze-tomorrow = 明天早上
snooze-1d = 1 天
snooze-3d = 3 天

dismiss-false-alarm = 误报
dismiss-known-event = 已知活动
dismiss-new-normal = 新常态，限值已不合适
