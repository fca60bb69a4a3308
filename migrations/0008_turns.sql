-- What waits, in the order in which it is sent: whoever claims the first rows reads no more than those.
CREATE INDEX outbox_turn ON outbox (priority, not_before, place, id) WHERE state = 'pending';
