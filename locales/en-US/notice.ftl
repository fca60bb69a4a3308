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
notice-nobody = Nobody can be told about #{ $number }: { $kpi } is beyond its limit.
notice-nobody-for-data = Nobody can be told about #{ $number }: the data of { $kpi } is not fit to be judged.
notice-nobody-next = Give { $kpi } an owner with an address on a chat platform.

# Below a message that may have been delivered before.
possible-duplicate = Possible duplicate: it could not be confirmed whether this message had arrived before.

# The words on the link of a card whose buttons do not work.
act-in-web-chat = Act in the web chat
