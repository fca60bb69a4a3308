INSERT INTO web_message (id, seq, marker, target, thread, author, body, at, edited_at)
VALUES (17, 17, '019a0000-0000-7000-8000-0000000000c1', 'ops', NULL, 'steward', '{}', 1795420800000000, NULL);
INSERT INTO web_session (token, person, begun_at, expires_at) VALUES ('d1', 'mei', 1795420800000000, 1795507200000000);
INSERT INTO web_read (person, target, message) VALUES ('mei', 'ops', 17);
