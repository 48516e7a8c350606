package io.dbguard.internal.evidence;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.evidence.LiveNames.LiveTable;
import io.dbguard.internal.evidence.Question.Kind;
import io.dbguard.internal.rule.Found;
import io.dbguard.internal.rule.Witness;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database, in read-only transactions, each with a time limit. What fails or takes too long leaves the risk where it
 * was. Not thread-safe.
 */
public final class LiveData implements Witness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveData.class);
    private static final long SMALL = 10_000;
    private static final int SAMPLES = 3;
    private static final int MOST_NAMESAKES = 20;
    private static final Set<String> REWRITES = Set.of(
            "change-type-rewrites",
            "add-column-volatile-default",
            "add-stored-column",
            "add-counted-column",
            "add-domain-column",
            "set-logged",
            "move-table",
            "vacuum-full",
            "cluster");

    private final Connection connection;
    private final boolean autoCommit;
    private final boolean readOnly;
    private final LiveNames names;
    private final Questions questions;
    private final Dependants dependants;
    private final Counting counting;
    private final Optional<Absence> absence;

    private LiveData(Connection connection, boolean before) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.readOnly = connection.isReadOnly();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        this.names = new LiveNames(connection);
        this.questions = new Questions(names);
        this.dependants = new Dependants(connection);
        this.counting = new Counting(connection, names.postgres(), this::again);
        this.absence = before ? Optional.of(new Absence(names)) : Optional.empty();
    }

    /**
     * Connects.
     *
     * @param dataSource gives the connection
     * @param before whether the database is for certain as it was before the first of the scripts, so that what is not there
     *     cannot be lost
     * @throws io.dbguard.api.DatabaseException if it cannot be reached
     */
    public static LiveData of(DataSource dataSource, boolean before) {
        try {
            return new LiveData(dataSource.getConnection(), before);
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot look at the data", "nothing was judged", e);
        }
    }

    /** Returns the major version if it is PostgreSQL. */
    public OptionalInt postgresVersion() {
        try {
            return names.postgres()
                    ? OptionalInt.of(connection.getMetaData().getDatabaseMajorVersion())
                    : OptionalInt.empty();
        } catch (SQLException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public Optional<Weighed> weigh(Found found) {
        try {
            seeEverything();
            return answer(found);
        } catch (SQLException e) {
            LOG.debug(
                    "The data says nothing about {}: SQLSTATE {}", found.rule().id(), e.getSQLState());
            return Optional.empty();
        } finally {
            rollBack();
        }
    }

    private void again() throws SQLException {
        connection.rollback();
        seeEverything();
    }

    /** Rows that a policy hides would count as none; with this, the question fails instead. */
    private void seeEverything() throws SQLException {
        if (names.postgres()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL row_security = off");
            }
        }
    }

    private Optional<Weighed> answer(Found found) throws SQLException {
        Optional<Weighed> absent = absence.isPresent() ? absence.get().weigh(found) : Optional.empty();
        if (absent.isPresent()) {
            return absent;
        }
        if (names.postgres()) {
            Optional<List<String>> gone = dependants.of(found, Counting.SECONDS);
            if (gone.isPresent()) {
                return Optional.of(taken(found, gone.get()));
            }
        }
        if (names.postgres() && found.rule().id().equals("rename-label")) {
            Optional<Question> labels = LabelQuestion.about(
                    found.subject().get("name"), found.subject().get("label"), connection);
            return labels.isEmpty() ? Optional.empty() : Optional.of(asked(found, labels.get()));
        }
        Optional<Question> question = questions.about(found);
        if (question.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                question.get().kind() == Kind.SIZE ? sized(found, question.get()) : asked(found, question.get()));
    }

    private static Weighed taken(Found found, List<String> objects) {
        String words = objects.isEmpty()
                ? "nothing depends on it"
                : String.format(
                        Locale.ROOT, "takes %,d %s along", objects.size(), objects.size() == 1 ? "object" : "objects");
        List<String> some = objects.subList(0, Math.min(SAMPLES, objects.size()));
        return new Weighed(
                objects.isEmpty() ? Risk.LOW : found.risk(), new Evidence(words, objects.size(), true, some));
    }

    private Weighed asked(Found found, Question question) throws SQLException {
        RowCount counted = count(found, question);
        long count = counted.rows();
        String words = count == 0 ? question.none() : number(counted, question);
        Risk risk = risk(found, question.kind(), count);
        if (count == 0 && question.kind() == Kind.LOSS && isFullElsewhere(found)) {
            String doubt = words + ", but one of that name in another schema is not as empty";
            return new Weighed(found.risk(), new Evidence(doubt, 0, false, List.of()));
        }
        List<String> samples = count == 0 ? List.of() : samples(question);
        if (question.kind() == Kind.OFFENDERS && count == 0 && found.rule().axis() == Axis.LOCKING) {
            // It will not fail; what is left is how long it takes.
            Optional<LiveTable> table = names.table(found.subject().get("table"));
            if (table.isPresent()) {
                Weighed size = sized(found, questions.all(table.get(), Kind.SIZE));
                Evidence rows = size.evidence();
                return new Weighed(
                        size.risk(), new Evidence(words + "; " + rows.words(), rows.count(), rows.exact(), List.of()));
            }
        }
        return new Weighed(risk, new Evidence(words, count, counted.exact(), samples));
    }

    /** Whoever runs the scripts may have another search path, and mean another table by a name without a schema. */
    private boolean isFullElsewhere(Found found) throws SQLException {
        String name = found.subject().get("table");
        if (name.isEmpty() || name.contains(".")) {
            return false;
        }
        List<LiveTable> namesakes = names.namesakes(name);
        boolean full = namesakes.size() > MOST_NAMESAKES;
        for (int i = 0; i < namesakes.size() && !full && namesakes.size() > 1; i++) {
            Optional<Question> same = questions.about(found, namesakes.get(i));
            full = same.isPresent() && counting.some(same.get()).rows() > 0;
        }
        return full;
    }

    /** What an approval has to be given for is counted to the last row. */
    private RowCount count(Found found, Question question) throws SQLException {
        boolean approved =
                question.kind() == Kind.LOSS && found.rule().axis() == Axis.DATA_LOSS && found.risk() == Risk.HIGH;
        return approved ? counting.all(question) : counting.some(question);
    }

    private static String number(RowCount count, Question question) {
        String unit = question.some().startsWith("values") ? "" : count.rows() == 1 ? "row " : "rows ";
        return count.words()
                + " "
                + unit
                + question.some().replaceFirst(count.rows() == 1 ? "^are meant" : "^$", "is meant");
    }

    /** The keys of some of the rows; nobody misses them if they cannot be had. */
    private List<String> samples(Question question) {
        List<String> samples = new ArrayList<>();
        if (question.key().isEmpty() || question.from().isEmpty() || question.kind() == Kind.SIZE) {
            return samples;
        }
        String sql = "SELECT " + String.join(", ", question.key()) + " FROM " + question.from() + " LIMIT " + SAMPLES;
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(Counting.SECONDS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    samples.add(key(rows, question.key()));
                }
            }
        } catch (SQLException e) {
            LOG.debug("No keys can be shown: SQLSTATE {}", e.getSQLState());
        }
        return samples;
    }

    private static String key(ResultSet rows, List<String> columns) throws SQLException {
        var key = new StringJoiner(", ");
        for (int i = 0; i < columns.size(); i++) {
            key.add(columns.get(i).replaceAll("^\"([a-z_][a-z0-9_]*)\"$", "$1") + " = " + rows.getString(i + 1));
        }
        return key.toString();
    }

    /** A table too large to be counted is as large as the server thinks. */
    private Weighed sized(Found found, Question question) throws SQLException {
        Optional<LiveTable> table = names.table(found.subject().get("table"));
        Optional<TableSize> size =
                names.postgres() && table.isPresent() ? TableSize.of(table.get(), connection) : Optional.empty();
        String bytes = size.map(
                        one -> ", " + one.words(REWRITES.contains(found.rule().id())))
                .orElse("");
        if (size.isPresent() && size.get().rows() > Counting.BUDGET) {
            String words = String.format(
                    Locale.ROOT,
                    "about %,d rows in the table by the server's estimate%s",
                    size.get().rows(),
                    bytes);
            return new Weighed(found.risk(), new Evidence(words, size.get().rows(), false, List.of()));
        }
        RowCount counted = counting.some(question);
        long count = counted.rows();
        String words = count == 0 ? question.none() : number(counted, question) + bytes;
        return new Weighed(risk(found, Kind.SIZE, count), new Evidence(words, count, counted.exact(), List.of()));
    }

    private static Risk risk(Found found, Kind kind, long count) {
        return switch (kind) {
            case LOSS -> count == 0 ? Risk.LOW : found.risk();
            case OFFENDERS -> count > 0 ? Risk.HIGH : found.rule().axis() == Axis.LOCKING ? found.risk() : Risk.LOW;
            case SIZE -> count <= SMALL ? Risk.LOW : found.risk();
            case NOTE -> found.risk();
        };
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A question could not be ended: SQLSTATE {}", e.getSQLState());
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
            connection.setReadOnly(readOnly);
        } catch (SQLException e) {
            LOG.debug("The connection could not be given back: SQLSTATE {}", e.getSQLState());
        }
    }
}
