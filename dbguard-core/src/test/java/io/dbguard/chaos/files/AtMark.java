package io.dbguard.chaos.files;

import io.dbguard.chaos.files.Mark.Moment;
import io.dbguard.chaos.files.Step.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Does something at a mark, and keeps the steps that were carried out. */
public final class AtMark implements Watcher {
    /** What happens at the mark. */
    @FunctionalInterface
    public interface Event {
        /** Happens; must not return normally in the middle of a write. */
        void happen() throws IOException;
    }

    private final Mark mark;
    private final Event event;
    private final List<Step> done = new ArrayList<>();
    private int steps;

    /** Creates a watcher. */
    public AtMark(Mark mark, Event event) {
        this.mark = mark;
        this.event = event;
    }

    /** Returns a watcher that only keeps the steps. */
    public static AtMark never() {
        return new AtMark(Mark.never(), () -> {});
    }

    /** Returns a watcher after whose mark the process does nothing any more, as if it were killed. */
    public static AtMark killing(Mark mark) {
        return new AtMark(mark, () -> {
            throw new Killed();
        });
    }

    /** Says that a process is no more; dbguard catches exceptions, but no errors. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int before(Step step) throws IOException {
        steps++;
        if (steps > mark.step()) {
            event.happen();
        }
        if (steps == mark.step() && mark.moment() == Moment.BEFORE) {
            event.happen();
        }
        boolean half = steps == mark.step() && mark.moment() == Moment.HALFWAY;
        return half ? step.data().length / 2 : step.data().length;
    }

    @Override
    public void after(Step step) throws IOException {
        boolean here = steps == mark.step();
        boolean half = here && mark.moment() == Moment.HALFWAY && step.kind() == Kind.WRITE;
        done.add(half ? new Step(Kind.WRITE, step.path(), step.path(), halfOf(step.data())) : step);
        if (here && mark.moment() != Moment.BEFORE) {
            event.happen();
        }
    }

    private static byte[] halfOf(byte[] data) {
        return java.util.Arrays.copyOf(data, data.length / 2);
    }

    /** Returns the steps that were carried out. */
    public List<Step> done() {
        return List.copyOf(done);
    }

    /** Returns the marks of all steps that were carried out; halfway makes sense in the middle of a write only. */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < done.size(); i++) {
            marks.add(new Mark(i + 1, Moment.BEFORE));
            if (done.get(i).kind() == Kind.WRITE) {
                marks.add(new Mark(i + 1, Moment.HALFWAY));
            }
            marks.add(new Mark(i + 1, Moment.AFTER));
        }
        return marks;
    }
}
