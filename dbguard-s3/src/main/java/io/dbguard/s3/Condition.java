package io.dbguard.s3;

import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * On what a write depends.
 *
 * @param header which header says so, empty for none
 * @param tag its value
 */
record Condition(Kind header, String tag) {
    enum Kind {
        NONE,
        IF_NONE_MATCH,
        IF_MATCH
    }

    static final Condition NONE = new Condition(Kind.NONE, "");
    static final Condition ABSENT = new Condition(Kind.IF_NONE_MATCH, "*");

    static Condition unchanged(String tag) {
        return new Condition(Kind.IF_MATCH, tag);
    }

    void addTo(PutObjectRequest.Builder request) {
        switch (header) {
            case IF_NONE_MATCH -> request.ifNoneMatch(tag);
            case IF_MATCH -> request.ifMatch(tag);
            case NONE -> {}
        }
    }
}
