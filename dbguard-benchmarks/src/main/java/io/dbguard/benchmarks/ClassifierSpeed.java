package io.dbguard.benchmarks;

import io.dbguard.Classifier;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast migrations are judged: a thousand ordinary files in a warm process, files of many INSERTs, each twice as large as
 * the one before, and one file through the command line, from start to end of a process of its own.
 */
public final class ClassifierSpeed {
    private static final int ROUNDS = 9;
    private static final int FILES = 1_000;
    private static final int MEGABYTE = 1_000_000;

    /** What an ordinary file says; the number makes each another one. */
    private static final String ORDINARY = """
            -- Customers may have a nickname.
            SET lock_timeout = '2s';
            CREATE TABLE nicknames_%1$d (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
                name varchar(40) NOT NULL DEFAULT 'none',
                created timestamptz NOT NULL DEFAULT now(),
                CONSTRAINT nickname_%1$d CHECK (length(name) > 1));
            CREATE INDEX nicknames_%1$d_customer ON nicknames_%1$d (customer_id);
            ALTER TABLE customers ADD COLUMN nick_%1$d text, ALTER COLUMN title TYPE varchar(200);
            UPDATE customers SET nick_%1$d = lower(name) WHERE nick_%1$d IS NULL AND id BETWEEN 1 AND 1000;
            CREATE OR REPLACE FUNCTION touch_%1$d() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.name IS DISTINCT FROM OLD.name THEN
                    NEW.changed := now();
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER touched_%1$d BEFORE UPDATE ON nicknames_%1$d FOR EACH ROW EXECUTE FUNCTION touch_%1$d();
            ALTER TABLE orders DROP COLUMN remark_%1$d;
            """;

    private ClassifierSpeed() {}

    /** Measures; the first argument, if there is one, is the jar of the command line. */
    public static void main(String[] arguments) throws Exception {
        ordinary();
        for (int megabytes : new int[] {5, 10, 20}) {
            inserts(megabytes);
        }
        if (arguments.length > 0) {
            commandLine(arguments[0]);
        }
    }

    private static double seconds(MeasuredWork work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** What is measured. */
    private interface MeasuredWork {
        void run() throws Exception;
    }

    /** The time of the processor says more where others are at work too. */
    private static void measure(String what, MeasuredWork work) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        var wall = new Figures();
        var processor = new Figures();
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            wall.add(seconds(work));
            processor.add((threads.getCurrentThreadCpuTime() - start) / 1e9);
        }
        System.out.println(what + ": " + wall.range() + " s, of the processor " + processor.range() + " s");
    }

    private static void ordinary() throws Exception {
        List<MigrationScript> scripts = new ArrayList<>();
        for (int i = 1; i <= FILES; i++) {
            scripts.add(new MigrationScript("V" + i + "__nicknames.sql", String.format(ORDINARY, i)));
        }
        Classifier classifier = Classifier.postgres().releasedOneByOne();
        System.out.printf("first time: %.2f s%n", seconds(() -> classifier.classify(scripts)));
        measure(FILES + " files, warm", () -> classifier.classify(scripts));
    }

    private static void inserts(int megabytes) throws Exception {
        var sql = new StringBuilder();
        for (int i = 0; sql.length() < megabytes * MEGABYTE; i++) {
            sql.append("INSERT INTO readings (id, at, value, note) VALUES (")
                    .append(i)
                    .append(", '2026-01-01 00:00:00', 12.5, 'it''s a note; -- of some length');\n");
        }
        var script = List.of(new MigrationScript("V1__readings.sql", sql.toString()));
        Classifier.postgres().classify(script);
        measure(megabytes + " MB of INSERTs", () -> Classifier.postgres().classify(script));
    }

    private static void commandLine(String jar) throws Exception {
        Path file = Files.createTempFile("dbguard", ".sql");
        try {
            Files.writeString(file, String.format(ORDINARY, 1));
            var figures = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                figures.add(seconds(() -> run(jar, file)));
            }
            System.out.println("one file through the command line: " + figures.range() + " s");
        } finally {
            Files.delete(file);
        }
    }

    private static void run(String jar, Path file) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("java", "-jar", jar, "lint", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 1) {
            throw new IllegalStateException("lint ended with " + exit);
        }
    }
}
