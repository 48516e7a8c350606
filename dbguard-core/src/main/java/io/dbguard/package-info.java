/** The front door: {@link io.dbguard.Guard} protects a database, {@link io.dbguard.BackupRepository} looks into a place with backups. */
@NullMarked
package io.dbguard;

import org.jspecify.annotations.NullMarked;
