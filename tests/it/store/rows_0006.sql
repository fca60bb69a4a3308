INSERT INTO target_pause (platform, target, until) VALUES ('web', 'ops', 1795420800000000);
