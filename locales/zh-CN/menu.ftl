### 菜单，以及各按钮打开的表单。

button-menu = 更多…
menu-title = 想做什么？
menu-text = 这里的每一项，直接发消息说也行。
menu-alerts = 告警
menu-alerts-text = 查看未关闭的告警和处理经过。处理某条告警的按钮在它的卡片上。
menu-kpis = 指标
menu-kpis-text = 查指标，或者录数、设目标。
menu-channel = 简报
menu-channel-text = 频道收哪些简报，也可以马上发一份。
menu-me = 我的设置
menu-me-text = 用什么语言、什么时间联系你，你不在时由谁代班。
menu-cover = { $name } 替 { $away } 代班，{ $days }

blank-kpi = 指标
blank-kpi-named = 其他指标
blank-named-hint = 列表里没有的，直接写名称
blank-value = 数值
blank-value-hint = 带上单位，例如 3.2% 或 $12,300
blank-day = 日期
blank-day-hint = 不填就是最近一个完整的日期
blank-from = 开始日期
blank-until = 结束日期
blank-reason = 原因
blank-person = 由谁代班
blank-person-named = 其他人
blank-away = 谁不在
blank-away-hint = 不填就是你自己
blank-cover = 哪一段代班
blank-channel = 频道
blank-digest = 哪种简报
blank-language = 语言
blank-zone = 你所在的时区
blank-hours = 几点到几点
blank-hours-hint = 例如 9:00-18:00
blank-number = 告警编号

menu-daily = 日报
menu-weekly = 周报
menu-monthly = 月报
menu-english = English
menu-chinese = 中文
