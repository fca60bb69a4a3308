### 日报、周报、月报。

digest-daily = 日报 · { $date }
digest-weekly = 周报 · { $date }
digest-monthly = 月报 · { $date }
digest-late = 本期推送延迟，原定{ $due } 发送。
digest-days = 数据日期 { $days }（{ $zone }）
digest-cut = 截至{ $at }
digest-all-good =
    { $count ->
       *[other] { $count } 项指标全部正常。
    }
digest-nothing-judged = 还没有可判定的指标，请管理员添加指标和目标。
digest-none-judged-yet =
    { $count ->
       *[other] 暂无判定结果：{ $count } 项指标在等数据结算或目标
    }
digest-count-breaches =
    { $count ->
       *[other] { $count } 项越线
    }
digest-count-promises =
    { $count ->
       *[other] { $count } 项整改到期
    }
digest-count-warnings =
    { $count ->
       *[other] { $count } 项预警
    }
digest-count-faults =
    { $count ->
       *[other] { $count } 项数据异常
    }
digest-count-unjudged =
    { $count ->
       *[other] { $count } 项尚未判定
    }
digest-count-good =
    { $count ->
       *[other] { $count } 项正常
    }
digest-breaches = 越线（{ $count }）
digest-promises = 整改到期（{ $count }）
digest-warnings = 预警（{ $count }）
digest-faults = 数据延迟或异常，暂不判定（{ $count }）
digest-unjudged = 尚未判定（{ $count }）
digest-good = 正常（{ $count }）
promise-due = #{ $number } { $kpi }：{ $name } 承诺{ $due }前完成
promise-overdue = 已逾期：#{ $number } { $kpi }，{ $name } 承诺{ $due }前完成

## 回顾

digest-review = 本期回顾
review-opened =
    { $opened ->
        [0] 没有新开告警
       *[other] 新开告警 { $opened } 条，其中复发 { $relapsed } 条
    }
review-closed =
    { $closed ->
        [0] 没有关闭告警
       *[other] 关闭告警 { $closed } 条，其中验证恢复 { $verified } 条
    }
review-overdue =
    { $overdue ->
       *[other] 整改逾期 { $overdue } 项
    }
review-median-ack = 确认用时中位数 { $span }
review-slow-ack = 确认最慢：#{ $number } { $kpi }，用时{ $span }（{ $name }）

## 得分

digest-score = 得分
score-value = { $score } 分（满分 100）
score-none = 暂无得分：计分卡里没有可判定的指标
score-capped = { $kpi } 一票否决，得分封顶：增长不能抵消严重风险
score-capped-from = { $kpi } 一票否决，得分封顶（原得分 { $ungated }）：增长不能抵消严重风险
score-missing = { $share } 的权重暂不判定，不计入得分
