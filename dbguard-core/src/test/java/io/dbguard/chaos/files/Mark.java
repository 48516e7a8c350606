package io.dbguard.chaos.files;

/**
 * A moment in the life of a process: at its n-th step.
 *
 * @param step from 1
 * @param moment before the step, after it, or with half of a write done
 */
public record Mark(int step, Moment moment) {
    /** When. */
    public enum Moment {
        BEFORE,
        HALFWAY,
        AFTER
    }

    /** Returns a moment that never comes. */
    public static Mark never() {
        return new Mark(Integer.MAX_VALUE, Moment.BEFORE);
    }

    @Override
    public String toString() {
        return moment + " step " + step;
    }
}
