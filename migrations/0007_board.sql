-- Which judgements changed, so that a process reads again only those and keeps the others in memory.

-- How often the KPI was judged; 0 while it never was.
ALTER TABLE judgement ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- When it was judged last.
ALTER TABLE judgement ADD COLUMN judged_at BIGINT;
UPDATE judgement SET version = 1 WHERE doc IS NOT NULL;
-- What changed since a process looked, without reading the documents.
CREATE INDEX judgement_board ON judgement (kpi, version, judged_at);
