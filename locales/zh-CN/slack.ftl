### Slack 适配器在卡片之外说的话。

slack-cancel = 取消
slack-open-again = 打开表单
slack-more-in-thread = 其余内容见话题。
slack-form-late = 表单未能及时打开。
slack-form-late-next = 请点按钮重新打开，或在卡片的话题里回复，例如“整改 已联系第二家承运商，周五前”。
slack-typed = 你填写的内容如下，均未保存
slack-linked = 你已关联为 { $name }。发送“帮助”查看我能做什么。
slack-strange-workspace = 此工作区尚未接入 Steward，请联系 Steward 的管理员添加。

# 应用清单
slack-description = 让每个指标都有人负责：日报、提醒、整改、跟进。
slack-long-description = Steward 按时推送指标日报；指标越线时提醒责任人，无人确认则逐级升级；并记录谁已确认、原因是什么、采取了什么措施、何时完成，以及数值是否真正恢复。
slack-command = 查询指标，处理告警
slack-usage = 帮助 | 我的 | 列表 | 绑定
