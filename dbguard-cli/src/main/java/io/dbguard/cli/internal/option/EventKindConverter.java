package io.dbguard.cli.internal.option;

import io.dbguard.api.event.EventKind;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a kind of event under the name that the audit log gives it, such as {@code backup-failed}. */
public final class EventKindConverter implements ITypeConverter<EventKind> {
    /** Creates the converter. */
    public EventKindConverter() {}

    @Override
    public EventKind convert(String text) {
        return EventKind.of(text)
                .orElseThrow(() -> new TypeConversionException("the kinds are "
                        + Stream.of(EventKind.values()).map(EventKind::word).collect(Collectors.joining(", "))));
    }
}
