package io.dbguard.internal.restore;

import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableChange.Action;

/**
 * A table of the backup and what is to be done with it.
 *
 * @param content its rows in the backup
 * @param action how it is restored
 */
record PlannedTable(TableContent content, Action action) {}
