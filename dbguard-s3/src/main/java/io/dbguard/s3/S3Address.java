package io.dbguard.s3;

import io.dbguard.api.RequestException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads an address such as {@code s3://bucket/prefix?region=eu-central-1}. */
final class S3Address {
    private static final String KNOWN =
            "region, endpoint, path-style, storage-class, sse, kms-key, object-lock and retain-days";

    private final Map<String, String> parameters;

    private S3Address(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static S3StorageBuilder parse(URI address) {
        String bucket = address.getRawAuthority();
        if (!"s3".equalsIgnoreCase(address.getScheme()) || bucket == null || address.getFragment() != null) {
            throw refused("This is not the address of an S3 storage", "write s3://bucket/prefix");
        }
        if (bucket.contains("@")) {
            throw refused(
                    "The address of an S3 storage holds credentials",
                    "leave them out, and give them by the environment or a profile");
        }
        String path = address.getPath().replaceAll("^/|/$", "");
        S3StorageBuilder builder = S3Storage.builder(bucket).prefix(path);
        new S3Address(split(address.getRawQuery() == null ? "" : address.getRawQuery())).applyTo(builder);
        return builder;
    }

    private static Map<String, String> split(String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1))) != null) {
                throw refused("A parameter of the address has no value, or several", "write each as name=value, once");
            }
        }
        return parameters;
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    private void applyTo(S3StorageBuilder builder) {
        lockBy(builder);
        encryptBy(builder);
        parameters.forEach((name, value) -> {
            switch (name) {
                case "region" -> builder.region(value);
                case "endpoint" -> builder.endpoint(endpoint(value));
                case "path-style" -> pathStyle(builder, value);
                case "storage-class" -> builder.storageClass(value);
                case "sse", "kms-key", "object-lock", "retain-days" -> {}
                default ->
                    throw refused(
                            "The address of an S3 storage has an unknown parameter", "the known ones are " + KNOWN);
            }
        });
    }

    private static URI endpoint(String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException e) {
            throw refused("The endpoint is not an address", "write endpoint=https://host:port");
        }
    }

    private static void pathStyle(S3StorageBuilder builder, String value) {
        switch (value) {
            case "true" -> builder.pathStyle();
            case "false" -> {}
            default -> throw refused("The parameter path-style is neither true nor false", "write one of them");
        }
    }

    private void encryptBy(S3StorageBuilder builder) {
        String key = parameters.get("kms-key");
        switch (parameters.getOrDefault("sse", key == null ? "" : "aws:kms")) {
            case "" -> {}
            case "AES256" -> {
                if (key != null) {
                    throw refused("AES256 takes no key", "write sse=aws:kms, or leave kms-key out");
                }
                builder.encryptWithStoreKeys();
            }
            case "aws:kms" -> {
                if (key == null) {
                    builder.encryptWithKms();
                } else {
                    builder.encryptWithKmsKey(key);
                }
            }
            default -> throw refused("The parameter sse is unknown", "write AES256 or aws:kms");
        }
    }

    private void lockBy(S3StorageBuilder builder) {
        String mode = parameters.get("object-lock");
        String days = parameters.get("retain-days");
        if (mode == null && days == null) {
            return;
        }
        try {
            builder.objectLock(
                    RetentionMode.valueOf(String.valueOf(mode).toUpperCase(Locale.ROOT)),
                    Duration.ofDays(Integer.parseInt(String.valueOf(days))));
        } catch (IllegalArgumentException e) {
            throw refused(
                    "The object lock of the address is not understood",
                    "write object-lock=governance or object-lock=compliance, and retain-days=30");
        }
    }

    private static RequestException refused(String failed, String next) {
        return new RequestException(failed, "nothing was read or written", next);
    }
}
