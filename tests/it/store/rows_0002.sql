INSERT INTO sample (
    id, kpi, period, revision, newest, fetched_at, last_seen_at, restates, value, numerator, denominator, finality,
    window_from, window_to, platform_target, source
)
VALUES
    ('019a0000-0000-7000-8000-000000000001', 'late_shipment', '2026-11-20', 1, FALSE, 1795420800000000,
     1795420800000000, FALSE, '0.041', '41', '1000', 'by_lag', NULL, NULL, NULL, 'push'),
    ('019a0000-0000-7000-8000-000000000002', 'late_shipment', '2026-11-20', 2, TRUE, 1795424400000000,
     1795424400000000, TRUE, '0.046', '46', '1000', 'final', '2026-10-22', '2026-11-20',
     '{"value":"0.04","condition":"less_than"}', 'file 迟发率.csv');
INSERT INTO judgement (kpi, doc, due_at, watched_since) VALUES ('late_shipment', NULL, 0, 1795420800000000);
INSERT INTO receipt (key, body, at) VALUES ('push-1', '{}', 1795420800000000);
