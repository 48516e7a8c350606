/** Backups in S3 and in what speaks its language. */
@NullMarked
package io.dbguard.s3;

import org.jspecify.annotations.NullMarked;
