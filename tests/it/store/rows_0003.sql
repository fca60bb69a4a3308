INSERT INTO alert (id, number, kpi, kind, status, owner, next_action_at, closed_at, version, doc)
VALUES
    ('019a0000-0000-7000-8000-00000000000a', 1, 'late_shipment', 'breach', 'open', 'mei', 1795424400000000, NULL, 1, '{}'),
    ('019a0000-0000-7000-8000-00000000000b', 2, 'acos', 'breach', 'closed', 'jack', NULL, 1795424400000000, 2, '{}');
INSERT INTO alert_event (alert, seq, episode, at, doc)
VALUES ('019a0000-0000-7000-8000-00000000000a', 1, 1, 1795420800000000, '{}');
INSERT INTO escalation_run (alert, episode, lap, step, rung, person, at)
VALUES ('019a0000-0000-7000-8000-00000000000a', 1, 0, 1, 'owner', 'mei', 1795420800000000);
