package io.dbguard.api.report;

import io.dbguard.api.report.Verification.Damage;
import java.util.List;

/**
 * What a repair did, or would do.
 *
 * @param mended the files that were missing or damaged and that another place had intact; the table is not told
 * @param lost what no place has intact
 * @param checked how many files were read
 * @param writtenBytes the size of what was mended
 */
public record RepairReport(List<Damage> mended, List<Damage> lost, long checked, long writtenBytes) {

    /** Copies the lists, so that the report can be shared. */
    public RepairReport {
        mended = List.copyOf(mended);
        lost = List.copyOf(lost);
    }
}
