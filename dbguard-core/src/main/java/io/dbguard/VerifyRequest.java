package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.Verification;
import io.dbguard.internal.diff.BackupSide;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.verify.CompareJob;

/** A verification that is about to happen. Immutable. */
public final class VerifyRequest {
    private final Session session;
    private final String backup;

    private VerifyRequest(Session session, String backup) {
        this.session = session;
        this.backup = backup;
    }

    static VerifyRequest of(Session session, String backup) {
        return new VerifyRequest(session, backup);
    }

    /** Reads the backup from end to end: every digest, every row count, every fingerprint. */
    public Verification run() {
        return new BackupRepository(session.places(), session.keys()).verify(find(), session.progress());
    }

    /** Holds the backup against the database as it is now: which tables differ, and by how many rows. */
    public Comparison againstDatabase() {
        return session.reading("verify")
                .during(() ->
                        new CompareJob(session.target(), new BackupSide(session.repositoryToRead(), find())).run());
    }

    private BackupId find() {
        return new Catalogue(session.repositoryToRead()).find(backup);
    }
}
