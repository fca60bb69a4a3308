### 为什么没有执行，以及接下来怎么做。

refusal-already-taken = #{ $number } 已由 { $name } 于{ $at } 确认。
refusal-already-taken-next = 可以在话题里回复协助；要接手请发“转派 { $number } 我”。
refusal-already-closed = #{ $number } 已于{ $at } 关闭。
refusal-already-closed-next = 发“历史 { $number }”查看处理经过；指标再次越线会自动重新开启。
refusal-stale = #{ $number } 的状态已有变化，这个按钮已失效。
refusal-stale-next = 没有做任何改动，请使用该告警的最新卡片。
refusal-no-such-alert = 没有编号为 #{ $number } 的告警。
refusal-no-such-alert-next = 发“我的”查看你名下未关闭的告警和编号。
refusal-which-alert = 你指的是哪一条告警：{ $numbers }？
refusal-which-alert-next = 请带上编号，例如“确认 { $number }”，或直接在告警卡片的话题里回复。
refusal-which-alert-none = 你名下没有未关闭的告警。
refusal-which-alert-none-next = 发“列表”查看全部指标的情况。
refusal-not-allowed = 你没有执行该操作的权限。
refusal-not-allowed-next = 可以操作的人：{ $names }。
refusal-not-allowed-ask-admin = 请联系 Steward 管理员开通权限。
refusal-not-linked = 还不知道你在 { $platform } 上是哪位同事。
refusal-not-linked-next = 请管理员把你的 { $platform } ID 加到人员资料里：{ $id }
refusal-not-now = #{ $number } 目前为“{ $status }”，不能执行该操作。
refusal-not-now-next = 发“历史 { $number }”查看目前的处理经过。
refusal-needs-note = #{ $number } 是严重告警，没有原因和整改措施不能结束。
refusal-needs-note-next = 请先填写整改记录：“整改 { $number } 原因：… 措施：… 期限：周五”。
refusal-needs-reason = 请说明关闭 #{ $number } 的理由。
refusal-needs-reason-next = 例如：“忽略 { $number } 已知活动：Prime Day”。
refusal-needs-action = #{ $number } 的整改记录缺少整改措施。
refusal-needs-action-next = 请补充措施，例如：“整改 { $number } 已加派第二家承运商，周五前”。
refusal-due-out-of-range = 完成日期不能定在{ $due }。
refusal-due-out-of-range-next = 请选择{ $first }到{ $last }之间的日期。
refusal-no-such-day = 看不懂日期“{ $text }”。
refusal-no-such-day-next = 请写成“周五”“11月27日”或“2026-11-27”。
refusal-snooze-out-of-range = 这条告警不能暂缓提醒到那个时间。
refusal-snooze-out-of-range-next = 请选择将来的时间，最晚到{ $latest }。
refusal-no-such-span = 看不懂时长“{ $text }”。
refusal-no-such-span-next = 请写成“4小时”“1天”或“明天”。
refusal-no-such-kpi = 没有名为“{ $asked }”的指标。
refusal-no-such-kpi-next = 你要找的是不是：{ $names }？
refusal-no-such-kpi-see-list = 发“列表”查看全部指标名称。
refusal-no-such-person = 没有找到“{ $asked }”这个人。
refusal-no-such-person-next = 请使用卡片上显示的姓名，或请管理员添加此人。
refusal-bad-value = “{ $text }”不是该指标的有效数值。
refusal-bad-value-next = 请写成 { $example } 这样的格式。
refusal-ambiguous-percent = “{ $text }”不明确：是 { $percent }，还是 { $times }？
refusal-ambiguous-percent-next = 如果是 { $percent }，请带上百分号。
refusal-implausible-value = { $value } 超出该指标的合理范围，未录入。
refusal-implausible-value-next = 请核对数值；如果确实无误，请管理员放宽该指标的合理范围。
refusal-not-understood = 没看懂“{ $text }”。
refusal-not-understood-part = 没看懂“{ $text }”，只认出：{ $parts }。
refusal-not-understood-next = 可以试试下面的说法，或发“帮助”。
refusal-too-long =
    { $most ->
       *[other] 内容超过 { $most } 个字符。
    }
refusal-too-long-next =
    { $most ->
       *[other] 没有保存。请缩短到 { $most } 个字符以内再发。
    }
refusal-no-digest-here = 本频道没有设置日报或周报。
refusal-no-digest-here-next = 发“列表”查看指标情况；管理员可以为本频道添加推送计划。
refusal-no-data = { $kpi } 还没有任何数据。
refusal-no-data-next = 需要数据负责人接入数据源，或用“录入”手工填数。
refusal-needs-person = 这要有具体的人来说。
refusal-needs-person-next = 请用 --as 姓名 说明你是谁。
refusal-strange-card = 这张卡片来自另一个 Steward，没有做任何改动。
refusal-strange-card-next = 可能有另一个 Steward 也在使用同一个应用。请再试一次，仍然不行请联系管理员。
refusal-try-again = 暂时无法保存。
refusal-try-again-next = 没有做任何改动，请过一分钟再试。
