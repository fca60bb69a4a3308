### 网页聊天的页面。

web-steward = Steward
web-skip = 跳到输入框
web-conversations = 会话
web-direct = 我和 Steward
web-you-are = 当前身份
web-leave = 退出
web-no-team = 未分组
web-language = 中文
web-role-viewer = 查看者
web-role-owner = 指标责任人
web-role-lead = 组长
web-role-admin = 管理员
web-noscript = 本页面需要 JavaScript。请开启后重新加载。

web-unread = 条未读
web-unread-line = 新消息
web-earlier = 查看更早的消息
web-newer = 有新消息 ↓
web-nothing = 这里还没有消息。发送“帮助”，看看 Steward 能做什么。
web-edited = 已更新
web-only-you = 仅你可见
web-dismiss = 移除这条提示
web-more = 更多
web-replies = { $count ->
    [0] 回复
   *[other] { $count } 条回复
}
web-thread = 话题
web-back = 返回会话
web-reconnecting = 连接已断开，正在重连……

web-say-direct = 发消息给 Steward
web-say-channel = 发消息到 #{ $channel }
web-say-thread = 在此话题中回复
web-send = 发送
web-not-sent = 未能发送。请检查网络后再次点击发送。
web-too-long = 内容过长：已有 { $length } 个字，最多 { $most } 个字。
web-quick = 快捷输入
web-quick-mine = 我的
web-quick-mine-says = 我的
web-quick-list = 列表
web-quick-list-says = 列表
web-quick-menu = 菜单
web-quick-menu-says = 菜单
web-quick-help = 帮助
web-quick-help-says = 帮助

web-close = 关闭
web-cancel = 取消
web-optional = 选填
web-choose = 请选择
web-error-required = 请填写此项。
web-error-day = 这不是有效的日期。
web-error-day-range = 请选择 { $first } 至 { $last } 之间的日期。

web-tone-good = 良好
web-tone-warning = 警告
web-tone-critical = 严重
web-tone-unknown = 数据异常

web-door-title = 请先登录
web-door-text = 请打开管理员发给你的个人链接。链接有有效期，如已失效或还没有链接，请向管理员索取。
web-door-expired-title = 链接已过期
web-door-bad-title = 链接无效
web-door-left-title = 你不在此聊天中
web-door-left-text = 在 Steward 的记录中，你已经离开团队，或者没有网页聊天的身份。如果有误，请联系管理员。
web-door-empty-title = 这里还没有人
web-door-empty-text = Steward 还没有任何人员信息。请先导入包含人员的文件，然后重新加载本页。

web-refused-signed-out = 你已退出登录，请重新打开你的个人链接。
web-refused-not-from-page = 这次操作不是来自聊天页面，请重新加载页面。
web-refused-not-understood = 页面发送的内容无法识别，请重新加载页面。
web-refused-not-found = 内容不存在，或你无权查看。
web-refused-empty = 没有要发送的内容。
web-refused-too-long = 内容过长，最多 { $most } 个字。
web-refused-try-again = 暂时无法保存，没有做任何更改。请稍后再试。
