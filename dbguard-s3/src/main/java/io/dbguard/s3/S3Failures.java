package io.dbguard.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Says in plain words what went wrong. The words of the store are left out, with everything they may quote: only its
 * code, such as {@code AccessDenied}, is repeated.
 */
final class S3Failures {
    private static final int MOVED = 301;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final Place place;

    S3Failures(Place place) {
        this.place = place;
    }

    IOException of(String permission, SdkException e) {
        if (e instanceof S3Exception answer) {
            return new IOException(said(permission, answer));
        }
        if (e instanceof AbortedException) {
            return new InterruptedIOException("the thread was interrupted");
        }
        return new IOException(unsaid(e));
    }

    private String said(String permission, S3Exception e) {
        String code = " (" + e.statusCode() + " " + code(e) + ")";
        return switch (e.statusCode()) {
            case NOT_FOUND ->
                "there is no bucket '" + place.bucket() + "'" + code
                        + "; create it, or correct its name, region or endpoint";
            case FORBIDDEN -> "access was refused" + code + "; check the credentials and that they allow " + permission;
            case MOVED, BAD_REQUEST ->
                "the request was refused" + code + "; check the region, the endpoint and the options of the storage";
            case TOO_MANY -> "the store is too busy" + code + "; try again later";
            default ->
                e.statusCode() >= SERVER_ERROR
                        ? "the store failed" + code + "; try again later"
                        : "the request was refused" + code;
        };
    }

    private static String code(S3Exception e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return code != null && code.matches("[A-Za-z.]{1,60}") ? code : "no code";
    }

    private static String unsaid(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return "the store did not answer in time";
        }
        Throwable root = root(e);
        if (root instanceof ConnectException) {
            return "the store cannot be reached: no connection; check the endpoint and the network";
        }
        if (root instanceof UnknownHostException) {
            return "the store cannot be reached: its host name is unknown; check the endpoint and the region";
        }
        if (root instanceof SocketTimeoutException) {
            return "the store did not answer in time";
        }
        if (root instanceof SSLException) {
            return "the store's certificate or TLS version is not accepted";
        }
        return root instanceof IOException
                ? "the connection to the store broke"
                : "no usable credentials or region were found, or the answer was not understood ("
                        + root.getClass().getSimpleName() + ")";
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
