### 操作：撤销、重新开启、立即升级、代班和调整限值。

## 按钮

button-undo = 撤销
button-reopen = 重新开启
button-escalate = 立即升级
button-accept-limits = 采用新限值
button-decline-limits = 维持原限值
confirm-reopen = 确定重新开启 #{ $number } 吗？
confirm-escalate = 现在就把 #{ $number } 通知下一位吗？

## 发生了什么

event-ack-expired-of = { $name } 的确认已过期，仍未填写整改记录。
event-released-of = { $name } 已离开团队，需要另外有人接手。
event-released = 原处理人已离开团队，需要另外有人接手。
event-reopened = { $name } 重新开启了告警，由 { $owner } 负责。
event-called = { $name } 请 { $to } 介入。
event-told-cover = 已通知代班人 { $name }。
event-undone-acknowledgement = { $name } 撤销了确认。
event-undone-done = { $name } 撤销了“已处理”。
event-undone-snooze = { $name } 撤销了暂缓提醒。
event-undone-handover = { $name } 撤销了转派。
event-undone-closing = { $name } 撤销了关闭，告警恢复开启。
event-target-proposed = { $name } 认为这是新常态，由 { $to } 决定是否调整限值。
event-proposal-accepted = { $name } 采用了新限值。
event-proposal-declined = { $name } 维持原限值。

## 告警卡片

page-again-lapsed = { $name } 的确认已于{ $at } 过期，没有整改记录，需要有人接手。
page-again-left = { $name } 已离开团队，需要有人接手。
called-you = { $from } 请你现在介入。
called-they = { $from } 请 { $name } 现在介入。
because-you-cover = { $away } 不在期间由你代班，至{ $until }。
because-you-cover-somebody = 你在为不在的同事代班。
because-they-cover = { $name } 在为 { $away } 代班，至{ $until }。
because-they-cover-somebody = { $name } 在为不在的同事代班。
owner-cover = { $name }（代班）
owner-is-covered = { $owner }（{ $until }前不在，由 { $name } 代班）
proposal-asks = { $name } 认为这是新常态，请你决定是否调整限值。
proposal-now = 现行限值
proposal-new = 建议限值
limit-of-severity = { $severity }：{ $limit }
proposal-accepted = 已采用新限值。
proposal-declined = 已维持原限值。

## 回执

done-reopened = #{ $number } 已重新开启，已请 { $name } 处理。
done-reopened-yours = #{ $number } 已重新开启，由你处理，有效至{ $until }。
done-called = 已把 #{ $number } 通知 { $name }。
done-undone-acknowledgement = 已撤销：#{ $number } 恢复为待确认。
done-undone-done = 已撤销：#{ $number } 恢复为未处理完。
done-undone-snooze = 已撤销：#{ $number } 恢复提醒。
done-undone-handover = 已撤销：#{ $number } 不再转派。
done-undone-closing = 已撤销：#{ $number } 恢复开启。
done-several =
    { $refused ->
        [0] 已处理 { $done } 条。
       *[other] 已处理 { $done } 条，{ $refused } 条未执行。
    }
done-several-not = 未执行
done-several-done = 已执行
done-undo-until = { $until } 前可以撤销。

## 为什么没有执行

refusal-nobody-above = 上面的人都已经收到 #{ $number } 的通知。
refusal-nobody-above-next = 已知情的人：{ $names }。可以直接联系，或在话题里留言。
refusal-nobody-above-alone = #{ $number } 没有可以再往上通知的人。
refusal-nobody-above-alone-next = 可以转派给同事：“转给 { $number } 姓名”。
refusal-cannot-undo = #{ $number } 之后又有变化，不能撤销了。
refusal-cannot-undo-next = 发“历史 { $number }”查看变化；要改请用最新的卡片。
refusal-nothing-to-do = 没有需要处理的：你名下没有等待这一操作的告警。
refusal-nothing-to-do-next = 发“我的”查看你名下的告警。
refusal-nothing-to-undo = 没有可以撤销的操作。
refusal-nothing-to-undo-next = 确认、已处理、暂缓、转派和关闭在五分钟内可以撤销。
refusal-undone-already = 已于{ $at } 撤销过了。
refusal-undone-already-next = #{ $number } 已恢复原状。
refusal-too-late-to-undo = 这是{ $at } 的操作，只能撤销最近五分钟内的。
refusal-too-late-to-undo-next = 请按常规处理 #{ $number }：转派、填写整改，已关闭的可以“重新开启 { $number }”。
refusal-answered-already = #{ $number } 的限值建议已经处理过了。
refusal-answered-already-next = 发“历史 { $number }”查看是谁处理的。
refusal-open-elsewhere = 该指标已有未关闭的告警：#{ $open }。
refusal-open-elsewhere-next = 请在那里继续处理；#{ $number } 维持关闭。
