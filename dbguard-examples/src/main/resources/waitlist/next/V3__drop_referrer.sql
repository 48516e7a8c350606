ALTER TABLE waitlist DROP COLUMN referrer;
