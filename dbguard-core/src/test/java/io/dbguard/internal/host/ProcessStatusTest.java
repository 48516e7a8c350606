package io.dbguard.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.internal.host.RunningProcess.Fate;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {
    private static String line(String name, String state, int threads) {
        return "17 (" + name + ") " + state + " 1 17 17 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 " + threads
                + " 0 98765 0 0\n";
    }

    @Test
    void theNameOfAProgramMayHoldAnything() {
        assertThat(ProcessStatus.parse(line("a) Z (b) c", "S", 3))).isEqualTo(new ProcessStatus(false, "98765"));
    }

    @Test
    void aProcessThatItsParentHasNotNoticedToEndHasEnded() {
        assertThat(ProcessStatus.parse(line("java", "Z", 1)).ended()).isTrue();
        assertThat(ProcessStatus.parse(line("java", "Z", 4)).ended())
                .as("only its first thread")
                .isFalse();
        assertThat(ProcessStatus.parse(line("java", "T", 1)).ended())
                .as("stopped")
                .isFalse();
    }

    @Test
    void thisProcessLives() {
        RunningProcess current = RunningProcess.current();
        assertThat(current.kernel()).isNotEmpty();
        assertThat(current.fate()).isEqualTo(Fate.ALIVE);
        assertThat(RunningProcess.fateOf(current.token())).isEqualTo(Fate.ALIVE);
    }

    @Test
    void theNumberAloneProvesNothing() {
        RunningProcess current = RunningProcess.current();
        assertThat(new RunningProcess(current.kernel(), current.number(), "1").fate())
                .isEqualTo(Fate.GONE);
        assertThat(new RunningProcess(current.kernel(), 4_194_305, "1").fate()).isEqualTo(Fate.GONE);
        assertThat(new RunningProcess("another", current.number(), "1").fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(new RunningProcess("", current.number(), "1").fate()).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void ofAStrangeTokenNothingIsKnown() {
        assertThat(RunningProcess.fateOf("")).isEqualTo(Fate.UNKNOWN);
        assertThat(RunningProcess.fateOf("a.b.c")).isEqualTo(Fate.UNKNOWN);
        String mine = RunningProcess.current().token();
        assertThat(RunningProcess.fateOf(mine.substring(0, mine.indexOf('.')) + ".x.1"))
                .isEqualTo(Fate.UNKNOWN);
    }
}
