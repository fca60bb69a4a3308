### 回答：指标、列表、回执、历史、帮助。

## 单个指标

kpi-critical = { $value }，越过严重线
kpi-warning = { $value }，越过警告线
kpi-good = { $value }，正常
kpi-not-judged = { $value }，{ $why }
kpi-no-value = 暂无已结算的数值
kpi-summary = { $kpi }：{ $lead }
kpi-day = { $day }，{ $zone }
kpi-window = { $days }，{ $zone }
kpi-change = { $change }（上期 { $previous }）
kpi-provisional = { $day } { $value }，尚未结算
kpi-as-of = 截至{ $at }
kpi-no-alert = 无
kpi-no-owner = 无
parts = { $numerator } / { $denominator }
limit-with-source = { $limit } 即越线（{ $source }）
target-with-source = { $target }（{ $source }）
limit-alone = { $limit } 即越线
limit-from-amazon = 亚马逊官方目标
limit-from-walmart = 沃尔玛官方目标
limit-from-ebay = eBay 官方目标
limit-from-shopify = Shopify 官方目标
limit-from-platform = { $platform } 官方目标
limit-from-catalogue = 目录建议值
limit-from-person = { $name } 设定
limit-from-team = 团队设定
state-provisional = 未结算
state-settled = 已结算
state-restated = 已更正
fact-day = 日期
fact-change = 环比
fact-parts = 分子 / 分母
fact-target = 目标
fact-limit = 限值
fact-since = 越线起始
fact-owner = 责任人
fact-alert = 告警
fact-newer = 更新的数值
fact-data = 数据

## 一段时间的数值，多个指标的数值

understood-days = { $days }，{ $zone }
understood-days-time = { $days }，{ $zone }
span-now-short = 现在 { $value }，{ $severity }
span-now = 现在
compare-target = 对比目标
compare-previous = 对比上期
compare-day = 对比前一天
compare-week = 对比上周同期
compare-month = 对比上月同期
compare-year = 对比去年同期
by-shop = 按店铺
by-day = 按天
by-week = 按周
by-month = 按月
by-team = 按团队
by-owner = 按责任人
kpi-value-alone = { $value }
total-to-come = 这些日子还没到，暂无数值
total-no-data = 这段时间没有数值
total-parts-missing = 无法计算这段时间的比率：{ $day }缺少分子和分母，比率不能取平均
total-parts-disagree = 无法计算这段时间的比率：{ $day }的分子和分母与数值对不上
total-no-denominator = 这段时间分母为零
total-too-large = 合计过大，无法显示
total-reading = 这是最新一次读数（{ $day }）。读数不相加，也不取平均。
coverage-days =
    { $all ->
       *[other] { $all } 天中有 { $present } 天
    }
coverage-weeks =
    { $all ->
       *[other] { $all } 周中有 { $present } 周
    }
coverage-months =
    { $all ->
       *[other] { $all } 个月中有 { $present } 个月
    }
coverage-gaps = 缺{ $days }的数据
coverage-more-gaps = 缺{ $days }等日期的数据
coverage-left-out =
    { $count ->
       *[other] { $count } 个数值明显有误，未计入：{ $days }
    }
coverage-provisional = { $count } 个尚未结算
coverage-provisional-one = 尚未结算
outside-days = { $all } 个中有 { $count } 个越线
outside-days-critical = { $all } 个中有 { $count } 个越线，其中 { $criticals } 个越过严重线
compared-earlier = { $change }（{ $days }为 { $before }）
compared-target = { $change }（目标 { $before }）
compared-nothing = { $days }没有数值
compared-no-value = 没有可比的数值
compared-no-target = 未设目标
compared-up-to = 仅对比 { $days }
change-better = 变好
change-worse = 变差
target-met = 达标
target-missed = 未达标
fact-window = 统计窗口
fact-coverage = 数据范围
fact-outside = 越线次数
row = { $days }：{ $value }
row-no-data = 没有数据
rows-older =
    { $count ->
       *[other] 更早的 { $count } 行未显示
    }
names-and-more = { $names }等，另有 { $count } 项
values-none = 都没有数值。
values-each = 逐项
values-best = 从好到差
values-worst = 从差到好
values-unplaced =
    { $count ->
       *[other] 另有 { $count } 项没有可比的数值
    }
values-as-of = 其中最早的数值截至{ $at }。
line-target = 目标 { $target }
together = 合计 { $value }
together-none = 没有合计：分母为零。
together-mixed = 没有合计：各店铺的单位是 { $units }，不同单位或币种不能相加。
together-readings = 没有合计：各店铺的读数不相加，也不取平均。
together-incomplete = 没有合计：缺少 { $shops } 的数值。

## 为什么

why-title = 为什么 · { $kpi }
why-beyond = { $value }，越过限值 { $limit }，相差 { $gap }
why-at-limit = { $value }，正好等于限值，按规定算越线
why-inside = { $value }，正常，离限值 { $limit } 还有 { $gap }
why-numerator = 主要是分子在变。
why-denominator = 主要是分母在变。
why-both = 分子和分母都在变。
why-value-of = { $value }（{ $day }）
why-last-inside = 最近一次正常
why-part = { $before } → { $now }（{ $change }）
why-part-upper = 分子
why-part-lower = 分母
why-note = { $cause } → { $action }
why-note-by = { $name }，#{ $number }
why-no-notes = 还没有人写过整改记录。

## 谁负责

who-title = 责任人 · { $kpi }
who-owns = 由 { $name } 负责
who-owns-nobody = 还没有责任人
who-acts = 告警处理人
who-backs-up = 备份
who-team = 团队
who-leads = 团队负责人
who-has-data = 数据负责人
who-basis = 依据
who-value = 当前
who-titles = 责任人
who-heading =
    { $count ->
       *[other] { $count } 项指标
    }
line-backup = 备份 { $name }

## 余量

room-title = 余量 · { $kpi }
room-heading = 距离限值
room-no-limit = 没有限值，无法计算余量。
room-more-fit = 还能再多 { $count } 个，再多就 { $limit }
room-fewer-fit = 还能再少 { $count } 个，再少就 { $limit }
room-too-many = 多了 { $count } 个，已经 { $limit }
room-too-few = 少了 { $count } 个，已经 { $limit }
room-cure-upper = 或再有 { $count } 个正常的即可回到限值内
room-cure-lower = 或再有 { $count } 个达标的即可回到限值内
room-amount = 分子还能再变 { $amount }，超过就 { $limit }
room-amount-beyond = 分子超出 { $amount }，已经 { $limit }
room-distance = 还有 { $gap }的余量，超过就 { $limit }
room-distance-beyond = 超出 { $gap }，已经 { $limit }
room-same-denominator = 按当前分母计算。
room-leaving-heading = 移出窗口的时间
room-leaving = { $day }前至少移出 { $count } 个
room-leaving-more = 之后到{ $day }前至少再移出 { $count } 个
room-leaving-unknown = 其余 { $count } 个最晚在{ $day }前移出
room-window-known = { $first }的记录最先移出窗口；{ $gone }之后，现在计入的全部移出。日期按计数增加的那天推算。
room-window = { $first }的记录最先移出窗口；{ $gone }之后，现在计入的全部移出。每天各有多少，数据里没有。

## 数据新鲜度

freshness-title = 数据
freshness-good = 没有迟到或可疑的数据
freshness-faulty =
    { $count ->
       *[other] { $count } 项指标的数据迟到或可疑
    }
freshness-nothing = 没有符合条件的指标。
freshness-kpis = 按指标
freshness-sources = 按来源
freshness-reaches = { $kpi }：到{ $day }
freshness-never = { $kpi }：还没有数值
freshness-settled = 已结算到{ $day }
freshness-next = 下一期应于{ $due }前到达
freshness-no-source = 未注明来源
freshness-not-all = { $source }：部分指标还没有数值
freshness-source-kpis =
    { $count ->
       *[other] { $count } 项指标
    }
freshness-source-faulty = { $count } 项迟到或可疑

## 变化

changes-title = 变化
changes-since = { $day }以来，{ $zone }
changes-opened = 新开启
changes-relapsed = 复发
changes-closed = 已关闭
changes-moved = 变动最大
changes-targets = 新目标
changes-count-opened = 新开启 { $count } 条
changes-count-relapsed = 复发 { $count } 条
changes-count-closed = 关闭 { $count } 条
changes-no-alerts = 没有新开启、复发或关闭的告警
changes-from-to = { $from }为 { $before }，到{ $to }
changes-warning = 警告线 { $limits }
changes-critical = 严重线 { $limits }

## 列表

kpi-list-title = 指标列表
kpi-list-best = 表现最好的指标
kpi-list-worst = 表现最差的指标
kpi-list-all-good = 全部正常
kpi-list-outside =
    { $count ->
       *[other] { $count } 项越线
    }
kpi-list-unjudged = { $count } 项未判定
kpi-list-good = { $count } 项正常
kpi-list-none-judged = 都还没有判定
kpi-list-none-outside = 没有越线的指标。
filter-red = 越线
filter-warning = 警告
filter-critical = 严重
filter-green = 正常
filter-mine = 我负责的
filter-overdue = 逾期
filter-unacknowledged = 未确认
filter-late = 数据未到或未结算
filter-open = 未关闭
filter-closed = 已关闭
filter-paused = 已暂停
kpi-list-empty = 没有符合条件的指标。
kpi-list-empty-next = 管理员可以添加指标。
list-more =
    { $count ->
       *[other] 另有 { $count } 项
    }
alert-list-mine = 我的未关闭告警
alert-list-of = { $name } 的未关闭告警
alert-list-all = 未关闭告警
alert-list-heading =
    { $count ->
       *[other] 共 { $count } 条
    }
alert-list-none-mine = 你名下没有未关闭的告警。
alert-list-none-of = { $name } 名下没有未关闭的告警。
alert-list-none = 目前没有未关闭的告警。
alert-list-none-fits = 没有这样的告警
alert-list-closed = 已关闭的告警
alert-list-none-next = 发“列表”查看各项指标的情况。
alert-line = #{ $number } { $kpi }
alert-line-value = #{ $number } { $kpi }：{ $value }
alert-line-fault = #{ $number } { $kpi }：数据异常
alert-line-acknowledged = { $name } 已确认
alert-line-opened = { $at } 开启

## 单行指标

line-value = { $kpi }：{ $value }
line-value-change = { $kpi }：{ $value }（{ $change }）
line-own-period = { $period }的数据
line-no-value = { $kpi }：暂无已结算的数值
line-not-judged = { $kpi }：暂不判定
line-limit-upper = 上限 { $limit }
line-limit-lower = 下限 { $limit }
line-since = { $day }起越线
line-owner = { $name }
line-no-owner = 无责任人
line-data-owner = 数据负责人：{ $name }
unjudged-never = 尚未判定
unjudged-not-active = 未启用
unjudged-no-target = 未设目标
unjudged-not-settled = 尚未结算
unjudged-data-fault = 数据异常，暂不判定
brief-open = #{ $number } 待确认
brief-acknowledged = #{ $number } { $name } 已确认
brief-status = #{ $number } { $status }
brief-due = { $due }前完成
brief-overdue = 应于{ $due }前完成，已逾期

## 回执

done-acknowledged = #{ $number } 已由你确认，有效至{ $until }。
done-acknowledged-next = 下一步：发“整改 { $number } …”写明整改措施。
done-noted-with-due = #{ $number } 的整改记录已保存，{ $due }前完成。
done-noted = #{ $number } 的整改记录已保存。
done-noted-next = 建议带上完成日期再发一次：“整改 { $number } …，周五前”，省得别人来问。
done-watching =
    { $periods ->
       *[other] #{ $number } 进入观测：连续 { $periods } 期已结算数值回到限值内即自动关闭。
    }
done-snoozed = #{ $number } 已暂缓提醒，至{ $until } 恢复。
done-assigned = #{ $number } 已转派给 { $name }。
done-assigned-next = 会请 { $name } 接手；不是严重告警的，在其工作时间内通知。
done-dismissed = #{ $number } 已忽略关闭，原因：{ $reason }。
done-bad-data = #{ $number } 已按数据有误关闭。
done-closed = #{ $number } 已关闭：{ $status }。
done-commented = 你对 #{ $number } 的评论已保存。
done-recorded = 已录入：{ $kpi } { $day }为 { $value }。
done-recorded-again = 已更正：{ $kpi } { $day }为 { $value }，原为 { $before }。
done-recorded-unchanged = { $kpi } { $day }本来就是 { $value }，没有变化。
done-digest-queued = 正在发送到 { $channel }。

## 反问

choose-title = “{ $asked }”对应多个指标，你指的是哪一个？
choose-text = 请在下面选择，或输入完整名称。

## 历史

history-title = #{ $number } 处理经过 · { $kpi }
history-episode = 第 { $episode } 次开启
history-line = { $at } · { $what }

## 帮助

help-title = 可以这样跟我说
help-intro = 像跟同事说话一样写就行：私聊我、在频道里 @我，或在告警的话题里回复，中文英文都行。
help-alerts = 你的 { $count } 个未关闭告警
help-kpis = 你负责的 { $count } 个指标
help-words = 我认识的词
help-asks = 查询：{ $words }
help-acts = 处理告警：{ $words }
help-sets = 安排：{ $words }
help-more = 发“帮助”加一个词可以看说明，例如“帮助 整改”。现在就可以试试：
help-usage = 写法
help-example = 示例
help-also = 也可以说

## 代为发言的按钮

button-mine = 我的告警
button-history = 处理经过
button-ack-number = 确认 #{ $number }
say-mine = 我的
say-history = 历史 { $number }
say-ack = 确认 { $number }
