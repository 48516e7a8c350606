/** The command line from outside: started, answered, and held against what the databases themselves say. */
package io.dbguard.cli.testing;
