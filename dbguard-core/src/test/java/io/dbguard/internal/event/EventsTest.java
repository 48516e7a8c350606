package io.dbguard.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.event.GuardListener;
import io.dbguard.internal.storage.LocalStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
    @Test
    void lostRowsAreAlarming() {
        assertThat(EventKind.ROWS_LOST.alarming()).isTrue();
        assertThat(EventKind.of("rows-lost")).contains(EventKind.ROWS_LOST);
    }

    @TempDir
    private Path folder;

    @Test
    void anErrorOfAListenerKeepsNothingFromTheOthers() {
        var told = new ArrayList<GuardEvent>();
        GuardListener broken = event -> {
            throw new NoClassDefFoundError("of a web application that was stopped");
        };
        GuardEvent event = Happenings.of(EventKind.PAUSED_TOO_LONG, "", "", "paused", Map.of());
        new Events(() -> new LocalStorage(folder), List.of(broken, told::add)).tell(event);
        assertThat(told).containsExactly(event);
    }
}
