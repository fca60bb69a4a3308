### `steward doctor --live` 的卡片。

probe-card = Steward 正在测试与此频道的往返通信
probe-card-next = 请点击按钮，正在配置 Steward 的人在等待。
probe-card-button = 我看到了
probe-card-done = 谢谢，已收到。
