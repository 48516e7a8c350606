CREATE TABLE t (a int);
ALTER TABLE t ADD (b int, c int);
