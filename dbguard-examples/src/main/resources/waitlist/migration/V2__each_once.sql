ALTER TABLE waitlist ADD CONSTRAINT each_once UNIQUE (email);
