INSERT INTO outbox (
    id, class, priority, platform, target, direct, thread, order_key, place, idempotency_key, message, reader, plain,
    reply_to, shows, edits, not_before, expires_at, state, attempt, first_attempt_at, in_doubt, fence, lease_owner,
    lease_until, platform_message
)
VALUES (
    '019a0000-0000-7000-8000-0000000000c1', 'page', 0, 'web', 'ops', FALSE, NULL, 'web|ops', 1, 'opened@web:ops', '{}',
    '{}', FALSE, NULL, '019a0000-0000-7000-8000-00000000000a', NULL, 1795420800000000, NULL, 'accepted', 1,
    1795420800000000, FALSE, 1, 'one', NULL, '17'
);
INSERT INTO outbox_attempt (outbox, fence, attempt, lease_owner, started_at, ended_at, outcome, detail)
VALUES ('019a0000-0000-7000-8000-0000000000c1', 1, 1, 'one', 1795420800000000, 1795420801000000, 'accepted', NULL);
INSERT INTO message_ref (id, alert, platform, target, platform_message, desired_version, sent_version)
VALUES ('019a0000-0000-7000-8000-0000000000c1', '019a0000-0000-7000-8000-00000000000a', 'web', 'ops', '17', 1, 1);
INSERT INTO inbox (platform, event_id, reply, at) VALUES ('web', 'e1', '{}', 1795420800000000);
INSERT INTO schedule_slot (schedule, date, time, taken_at) VALUES ('morning', '2026-11-23', '09:00', 1795420800000000);
