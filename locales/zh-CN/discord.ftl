### Discord 适配器在卡片之外说的话。

discord-more = 更多…
discord-choose = 请选择
discord-open-again = 打开表单
discord-more-in-thread = 其余内容见子区。
discord-cut-short = 内容超出一条消息的长度：回复“历史”可查看全部。
discord-say-instead = 以下操作没有按钮，请直接发送：
discord-not-listed = 列表中没有的，可以直接用文字说明
discord-form-late = 表单未能及时打开。
discord-form-late-next = 请点按钮重新打开，或直接回复卡片，例如“整改 已联系第二家承运商，周五前”。
discord-typed = 以上是你填写的内容，均未保存
discord-linked = 你已关联为 { $name }。发送“帮助”查看我能做什么。
discord-wrong-code = 我还不知道你是谁。
discord-wrong-code-next = 请向 Steward 的管理员索取你的绑定码，有效期到明天，然后发送“/kpi 绑定 12345-67890”（换成你的码）。
discord-closed = 我有只给你看的答复，但无法私信你。
discord-closed-next = 请允许此服务器成员私信你，或使用命令“/kpi”，答复只有你能看到。

# 可以输入任何内容的斜杠命令
discord-command = 用自己的话查询指标、处理告警
discord-command-text = 想说的话，例如 上周迟发率

# `steward manifest discord` 打印的步骤
discord-step-create = 在开发者门户创建应用。
discord-step-token = 在“Bot”页点“Reset Token”，把令牌以 STEWARD_DISCORD_TOKEN 交给 Steward。
discord-step-content = 在“Bot”页打开“Message Content Intent”，这样不提及 Steward 的回复也能被理解；或者设置 [discord] message_content = false。
discord-step-start = 启动 Steward，它会自动注册斜杠命令。
discord-step-endpoint = 仅在使用交互端点时：把“General Information”里的“Public Key”以 STEWARD_DISCORD_PUBLIC_KEY 交给 Steward，启动后再把下面的地址填入“Interactions Endpoint URL”。
discord-step-invite = 打开下面的地址，把 Steward 加入服务器。它只要求这些权限：
discord-step-channel = 对每个要接收日报或告警的私有频道，在“编辑频道”的“权限”里添加 Steward。再复制频道 ID（在“高级”里打开“开发者模式”）填入指标文件。
