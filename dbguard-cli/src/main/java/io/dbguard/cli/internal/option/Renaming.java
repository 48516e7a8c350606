package io.dbguard.cli.internal.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A name in the backup and the one that takes its place.
 *
 * @param from the name in the backup
 * @param to the name in the database
 */
public record Renaming(String from, String to) {

    /** Reads {@code old=new}. */
    public static final class Converter implements ITypeConverter<Renaming> {
        /** Creates the converter. */
        public Converter() {}

        @Override
        public Renaming convert(String value) {
            int sign = value.indexOf('=');
            if (sign < 1 || sign == value.length() - 1) {
                throw new TypeConversionException("it looks like OLD=NEW");
            }
            return new Renaming(value.substring(0, sign), value.substring(sign + 1));
        }
    }
}
