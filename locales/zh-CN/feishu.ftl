### 飞书适配器在卡片之外说的话。

feishu-more = 更多
feishu-choose = 请选择
feishu-more-below = 其余内容见下方回复。
feishu-form-sent = 表单已发到你与 Steward 的私聊。
feishu-replaced = 原卡片时间过久，飞书不再允许更新，以此卡片为准。
feishu-typed = 你填写的内容如下，均未保存
feishu-linked = 你已关联为 { $name }。发送“帮助”查看我能做什么。
feishu-wrong-code = 绑定码无效。请向 Steward 的管理员重新索取，有效期到第二天，然后发送“绑定 12345-67890”（换成你的码）。
feishu-added = 如需在此群接收日报和告警，请写入指标文件：target = "{ $chat }"

# `steward manifest feishu` 逐步打印的内容
feishu-step-create = 在开发者后台创建企业自建应用，在“凭证与基础信息”中记下 App ID 和 App Secret。
feishu-step-bot = 在“添加应用能力”中添加机器人。
feishu-step-permissions = 在“权限管理”中选择“批量导入”，粘贴以下内容：
feishu-step-start = 将 App ID 和 App Secret 设为 STEWARD_FEISHU_APP_ID 和 STEWARD_FEISHU_APP_SECRET，并启动 Steward：有连接时，后台才接受长连接方式。
feishu-step-events = 在“事件与回调”的“事件配置”中选择“使用长连接接收事件”，并添加以下事件：
feishu-step-callback = 在旁边的“回调配置”中同样选择长连接，并添加以下回调。回调与事件分开订阅：漏掉则按钮无反应，且没有任何提示。
feishu-step-hook = 在接下来的两步中，将长连接改为“将事件发送至开发者服务器”，填写以下地址，设置 Encrypt Key，并将两者设为 STEWARD_FEISHU_ENCRYPT_KEY 和 STEWARD_FEISHU_VERIFICATION_TOKEN：
feishu-step-menu = 可在“机器人”的“自定义菜单”中添加“推送事件”类型的菜单，事件 ID 如下：
feishu-step-release = 在“版本管理与发布”中创建版本，将可用范围设为所有需要接收提醒的人，并通过审核。在此之前，以上设置均不生效。
feishu-step-invite = 在各群的“设置”“群机器人”中添加机器人，它会私聊告知写入指标文件所需的群编号。
