package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Unsupported;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what was found against H2's own script, so that what no catalogue class knows is named and not forgotten. Only an
 * administrator can ask for the script.
 */
final class Census implements Catalog {

    /** What a statement of a script makes: the verb and the names that tell its object from others. */
    private record Address(String verb, List<List<String>> names) {

        static Address of(String statement) {
            String verb = statement.substring(0, statement.indexOf(' '));
            List<List<String>> names = names(statement);
            return switch (verb) {
                case "GRANT", "COMMENT" -> new Address(verb, names);
                // ALTER TABLE a.b ADD CONSTRAINT a.c; the constraint's name may come without its schema.
                case "ALTER" ->
                    new Address("CREATE", List.of(List.of(names.get(0).get(0), last(names.get(1)))));
                default -> new Address(verb, List.of(names.get(0)));
            };
        }

        private static List<List<String>> names(String statement) {
            var text = new SqlText(statement);
            List<List<String>> names = new ArrayList<>();
            for (List<String> name = text.next(); !name.isEmpty(); name = text.next()) {
                names.add(name);
            }
            return names;
        }

        private static String last(List<String> parts) {
            return parts.get(parts.size() - 1);
        }
    }

    @Override
    public void read(Facts facts, Findings found) {
        Set<Address> known = found.objects().stream()
                .flatMap(object -> object.create().stream())
                .filter(sql -> !sql.startsWith("SET "))
                .map(Address::of)
                .collect(Collectors.toSet());
        found.unsupported().stream().map(Unsupported::object).forEach(id -> known.add(addressOf(id)));
        facts.script().stream()
                .filter(statement -> !concernsUser(Address.of(statement), facts.user()))
                .filter(statement -> !known.contains(Address.of(statement)))
                .forEach(statement ->
                        found.unsupported(id(statement), null, "dbguard does not know this kind of object yet"));
    }

    private static Address addressOf(ObjectId id) {
        return new Address(
                "CREATE",
                List.of(List.of(id.schema(), id.name().substring(id.name().indexOf('.') + 1))));
    }

    /** The connected user, its comment and its rights are not part of a backup. */
    private static boolean concernsUser(Address address, String user) {
        List<String> last = address.names.isEmpty() ? List.of() : address.names.get(address.names.size() - 1);
        return last.equals(List.of(user));
    }

    /** A statement's words before the first name, such as {@code create linked table}, say what it makes. */
    private static ObjectId id(String statement) {
        SqlName name = SqlText.firstName(statement);
        int end = statement.indexOf('"');
        String words =
                statement.substring(0, end < 0 ? statement.length() : end).replaceAll(" *(U&)?$", "");
        return new ObjectId(words.toLowerCase(java.util.Locale.ROOT), name.schema(), name.name());
    }
}
