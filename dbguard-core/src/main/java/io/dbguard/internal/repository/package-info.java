/** The repository: manifests and blobs in a storage. Knows nothing of SQL. */
@NullMarked
package io.dbguard.internal.repository;

import org.jspecify.annotations.NullMarked;
