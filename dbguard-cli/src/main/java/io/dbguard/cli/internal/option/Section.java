package io.dbguard.cli.internal.option;

import io.dbguard.api.schema.Part;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The parts of a backup, under the names that PostgreSQL's tools give them. */
enum Section {
    PRE_DATA("pre-data", Part.BEFORE_DATA),
    DATA("data", Part.DATA),
    POST_DATA("post-data", Part.AFTER_DATA);

    private final String text;
    private final Part part;

    Section(String text, Part part) {
        this.text = text;
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** Reads a name. */
    static final class Converter implements ITypeConverter<Section> {
        @Override
        public Section convert(String value) {
            return Arrays.stream(values())
                    .filter(section -> section.text.equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it is 'pre-data', 'data' or 'post-data'"));
        }
    }
}
