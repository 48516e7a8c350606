package io.dbguard.internal.migration;

import io.dbguard.api.migration.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who approved what: the application, a variable of the environment, files beside the scripts. Immutable.
 *
 * @param all in the order in which they are asked
 */
record Approvals(List<Approval> all) {
    /** The variable that may hold a code. */
    static final String VARIABLE = "DBGUARD_APPROVE";

    Approvals {
        all = List.copyOf(all);
    }

    /**
     * Collects them.
     *
     * @param given by the application
     * @param environment gives the value of a variable, null if there is none
     * @param beside those beside the scripts
     */
    static Approvals of(List<Approval> given, UnaryOperator<@Nullable String> environment, List<Approval> beside) {
        List<Approval> all = new ArrayList<>(given);
        String code = environment.apply(VARIABLE);
        if (code != null && !code.isBlank()) {
            all.add(new Approval(code, "whoever set " + VARIABLE, "", "the environment"));
        }
        all.addAll(beside);
        return new Approvals(all);
    }

    Optional<Approval> covering(ApprovalCode code) {
        return all.stream()
                .filter(approval -> code.isCoveredBy(approval.code()))
                .findFirst();
    }
}
