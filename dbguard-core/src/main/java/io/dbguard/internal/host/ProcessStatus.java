package io.dbguard.internal.host;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What Linux says of a process, see proc_pid_stat(5).
 *
 * @param ended whether only its parent still has to take note of its end
 * @param start when it started, in ticks since the kernel did
 */
record ProcessStatus(boolean ended, String start) {
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START = 19;

    static ProcessStatus read(Path proc, long number) throws IOException {
        try {
            return parse(Files.readString(proc.resolve(number + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (FileNotFoundException e) {
            throw new NoSuchFileException(number + "/stat");
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // Reading fails with "No such process" when it ended after the file was opened.
            if (!Files.exists(proc.resolve(Long.toString(number)))) {
                throw new NoSuchFileException(number + "/stat");
            }
            throw e;
        }
    }

    /** The name of the program stands in parentheses and may itself hold some, so the last one counts. */
    static ProcessStatus parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        boolean zombie = fields[STATE].equals("Z") || fields[STATE].equals("X");
        // A first thread that has ended before the others is a zombie too, and the process lives.
        return new ProcessStatus(zombie && Integer.parseInt(fields[THREADS]) <= 1, fields[START]);
    }
}
