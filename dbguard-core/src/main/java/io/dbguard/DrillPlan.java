package io.dbguard;

import io.dbguard.internal.drill.DrillSchedule;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Which drills a guard holds by itself.
 *
 * @param every how long after one the next is due
 * @param wanted says where they are held, and what is looked at
 */
record DrillPlan(Duration every, UnaryOperator<DrillRequest> wanted) {

    DrillSchedule start(Session session) {
        return new DrillSchedule(new ScheduledDrill(session, wanted), every);
    }
}
