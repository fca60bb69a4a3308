### Notices to administrators.

notice-undeliverable = A message to { $target } on { $platform } could not be delivered.
notice-undeliverable-next = Check the channel or the person's identity there. The platform says: { $reason }
notice-digest-unknown = It is not known whether the digest of { $date } reached { $channel }.
notice-digest-unknown-next = It is held back so that it is not posted twice. Look into the channel; if it is not there, ask for it with “digest”.
notice-digest-skipped = The digest for { $channel } due { $due } was skipped, because it would have been too late.
notice-digest-skipped-next = The next one goes out as planned. Ask for one now with “digest” in the channel.
notice-channel-closed = Nothing can be posted in { $channel } any more.
notice-channel-closed-next = It was archived, or Steward was removed from it. Invite Steward again, or give its KPIs and digests another channel.
notice-account-closed = The account of { $name } on { $platform } was switched off.
notice-account-closed-next = Their alerts go to whoever stands in for them. Give the KPIs of { $name } another owner, or tie a new account to them.
notice-calls = { $used } of the { $allowed } calls that { $platform } allows in a month have been made.
notice-calls-next = When they are used up, { $platform } may take no more messages until the month ends. A paid edition allows more; fewer digests and alerts need less.
notice-calls-gone-next = { $platform } may take no more messages until the month ends. Move to a paid edition, or let people read the web chat meanwhile.
notice-strange-card = Somebody used a card on { $platform } whose alert is not in this Steward's database.
notice-strange-card-next = Most likely another Steward, such as one for tests, runs on the same app. { $platform } then hands what people say and press to either of them, and half of it reaches the wrong one. Stop one of them, or make an app for each. After an older backup was restored it may also be a card that was sent since.
notice-nobody = Nobody can be told about #{ $number }: { $kpi } is beyond its limit.
notice-nobody-for-data = Nobody can be told about #{ $number }: the data of { $kpi } is not fit to be judged.
notice-nobody-next = Give { $kpi } an owner with an address on a chat platform.
notice-restored = A backup was restored. Its newest record is from { $known }.
notice-restored-empty = A backup was restored that knows of nothing yet.
notice-restored-next = So that nothing comes twice, what was due before is left undone. Messages held back: { $held }. Digests not posted again: { $digests }. Nobody is called for it until { $until }. Bring the numbers of the missing time in again, and repeat what people did since.
notice-audit-overdue-action = The self-audit found alerts whose next step is overdue: { $count }.
notice-audit-no-next-action = The self-audit found open alerts that nothing will ever happen to: { $count }.
notice-audit-no-next-action-next = Somebody has changed the database by hand. Look through the list of alerts and act on them.
notice-audit-stuck-lease = The self-audit found messages whose sending stands still: { $count }.
notice-audit-unknown-outcome = The self-audit found messages of which nobody has known for five minutes whether they arrived: { $count }.
notice-audit-unknown-outcome-next = The platform cannot be asked at the moment. Steward goes on asking; look whether the platform is available.
notice-audit-overdue-row = The self-audit found messages that should have been sent: { $count }.
notice-audit-dead-uncovered = The self-audit found messages that nobody received in any way: { $count }.
notice-audit-dead-uncovered-next = Give the people they were for an address on a chat platform that works; then they are told.
notice-audit-missed-slot = The self-audit found digests that should have been posted: { $count }.
notice-audit-standstill-next = Steward tries again every minute. An engineer finds the reason in the log of the service.

# Below a message that may have been delivered before.
possible-duplicate = Possible duplicate: it could not be confirmed whether this message had arrived before.

# The words on the link of a card whose buttons do not work.
act-in-web-chat = Act in the web chat
