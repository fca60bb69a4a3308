UPDATE judgement SET version = 2, judged_at = 1795424400000000 WHERE doc IS NOT NULL;
