package io.dbguard.s3;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store answers to a write that may depend on a condition. */
enum PutOutcome {
    /** The object is stored. */
    DONE,
    /** The condition does not hold. */
    REFUSED,
    /** Somebody else wrote at the same moment; whether the condition holds is not known. */
    CONFLICT;

    private static final int CONFLICTING = 409;
    private static final int CONDITION_FAILED = 412;

    /** Returns what an error says of the condition, empty if it is about something else. */
    static Optional<PutOutcome> of(Condition condition, S3Exception e) {
        if (condition.header() == Condition.Kind.NONE) {
            return Optional.empty();
        }
        if (e.statusCode() == CONDITION_FAILED || e instanceof NoSuchKeyException || "NoSuchKey".equals(code(e))) {
            return Optional.of(REFUSED);
        }
        return e.statusCode() == CONFLICTING ? Optional.of(CONFLICT) : Optional.empty();
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    }
}
