package io.dbguard.cli.internal.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table of text in columns as wide as they need to be. Not thread-safe. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String title, boolean number) {}

    /** Creates a table without columns. */
    public TextTable() {}

    /**
     * Adds columns of text.
     *
     * @param titles what stands above them
     */
    public TextTable text(String... titles) {
        List.of(titles).forEach(title -> columns.add(new Column(title, false)));
        return this;
    }

    /**
     * Adds columns of numbers, which stand on the right.
     *
     * @param titles what stands above them
     */
    public TextTable numbers(String... titles) {
        List.of(titles).forEach(title -> columns.add(new Column(title, true)));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     */
    public TextTable row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells).stream()
                .map(String::valueOf)
                .map(Printable::line)
                .toList());
        return this;
    }

    /** Returns whether no row was added. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Prints titles and rows.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        out.println(line(columns.stream().map(Column::title).toList()));
        rows.forEach(row -> out.println(line(row)));
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(width(i) - length(cells.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).number ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int title = length(columns.get(column).title);
        return rows.stream().mapToInt(row -> length(row.get(column))).reduce(title, Math::max);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
