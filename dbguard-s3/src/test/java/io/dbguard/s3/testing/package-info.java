/** A real S3 server for the tests, and what stands between it and the storage. */
package io.dbguard.s3.testing;
