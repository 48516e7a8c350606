/** The default file system with an observer at each step that changes something. */
package io.dbguard.chaos.files;
