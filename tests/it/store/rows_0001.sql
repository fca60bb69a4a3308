INSERT INTO standing (kind, key, doc) VALUES ('company', 'company', '{"name":"Harbour & Pine"}');
INSERT INTO standing_change (version, place, at, actor, kind, key, before_doc, after_doc)
VALUES (1, 0, 1795420800000000, 'mei', 'company', 'company', NULL, '{"name":"Harbour & Pine"}');
UPDATE standing_version SET version = 1;
UPDATE counter SET value = 1;
