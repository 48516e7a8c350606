package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import java.util.List;

/** Columns and attributes that are dropped. */
final class DroppedColumns implements Family {
    static final Rule DROP_COLUMN = Rule.loss(
                    "drop-column", Risk.HIGH, "drops {table}.{column}; all values in it are gone")
            .why("""
                    The column can be made again, its values cannot. The release that is running now still names the column, \
                    and so do the plans and column lists that drivers and ORMs keep.""")
            .safer("""
                    -- 1. Release an application that no longer reads or writes {column}.
                    -- 2. Let new rows come without it:
                    ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL;
                    -- 3. After a backup, in a later release:
                    ALTER TABLE {table} DROP COLUMN {column};""")
            .examples("ALTER TABLE users DROP COLUMN email;", "ALTER TABLE users ADD COLUMN phone text;");
    static final Rule TAKES_CONSTRAINT = Rule.loss(
                    "drop-column-takes-constraint",
                    Risk.MEDIUM,
                    "drops the constraint {name} together with {table}.{column}")
            .why("""
                    A key or a partial index over several columns goes without a word, and without CASCADE, when one of them is \
                    dropped. What it kept out may come in from then on.""")
            .safer(
                    "-- First build what shall guard the rows that stay:\nCREATE UNIQUE INDEX CONCURRENTLY {table}_key ON {table} (…);")
            .examples("""
                    CREATE TABLE IF NOT EXISTS a (b int);
                    ALTER TABLE seats ADD CONSTRAINT seats_key UNIQUE USING INDEX seats_idx;
                    ALTER TABLE seats ADD CONSTRAINT one_seat UNIQUE (hall, place);
                    ALTER TABLE seats DROP COLUMN hall;""", "ALTER TABLE seats ADD COLUMN hall text;");
    static final Rule CASCADE = Rule.loss(
                    "drop-column-cascade", Risk.HIGH, "takes along whatever depends on {table}.{column}")
            .why("Views and foreign keys of other tables go with it, and nothing in the statement names them.")
            .safer(
                    "-- Change what depends on it first, by name, then:\nALTER TABLE {table} DROP COLUMN {column} RESTRICT;")
            .examples("ALTER TABLE users DROP COLUMN email CASCADE;", "ALTER TABLE users ADD COLUMN phone text;");
    static final Rule ATTRIBUTE = Rule.loss(
                    "drop-attribute",
                    Risk.HIGH,
                    "drops an attribute of the type {name}; its values are gone in every table")
            .why("A composite type is used by columns that the statement does not name.")
            .examples("ALTER TYPE address DROP ATTRIBUTE zip;", "ALTER TYPE address ADD ATTRIBUTE zip text;");

    @Override
    public String title() {
        return "Columns that are dropped";
    }

    @Override
    public List<Rule> rules() {
        return List.of(DROP_COLUMN, TAKES_CONSTRAINT, CASCADE, ATTRIBUTE);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.DropColumn drop) {
                    dropped(look, alter.table(), drop);
                }
            }
        } else if (look.command() instanceof Command.AlterType type
                && type.change() == Command.AlterType.Change.DROP_ATTRIBUTE) {
            look.add(ATTRIBUTE, Subject.of("name", type.name()));
        }
    }

    private static void dropped(Look look, String table, TableAction.DropColumn drop) {
        var subject = Subject.column(table, drop.column());
        boolean fresh = look.scene()
                .history()
                .known(table)
                .filter(known -> known.newColumns().contains(drop.column()))
                .isPresent();
        look.add(DROP_COLUMN, fresh ? Risk.LOW : Risk.HIGH, subject, drop.where());
        if (drop.cascade()) {
            look.add(CASCADE, subject, drop.where());
        }
        look.scene().history().relations().indexesOf(table).forEach((name, index) -> {
            if (index.unique() && index.columns().size() > 1 && index.columns().contains(drop.column())) {
                look.add(
                        TAKES_CONSTRAINT,
                        Subject.of("table", table, "column", drop.column(), "name", name),
                        drop.where());
            }
        });
        look.scene()
                .history()
                .known(table)
                .ifPresent(known -> known.constraints().forEach((name, constraint) -> {
                    if (constraint.columns().size() > 1 && constraint.columns().contains(drop.column())) {
                        look.add(
                                TAKES_CONSTRAINT,
                                Subject.of("table", table, "column", drop.column(), "name", name),
                                drop.where());
                    }
                }));
    }
}
