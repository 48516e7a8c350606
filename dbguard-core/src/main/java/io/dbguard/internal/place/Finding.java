package io.dbguard.internal.place;

/**
 * A file that one place lacks or holds damaged while another has it intact.
 *
 * @param place where something is wrong
 * @param file which file
 * @param what what is wrong with it
 * @param from the place that has it intact
 */
public record Finding(String place, String file, String what, String from) {}
