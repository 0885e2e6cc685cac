package dev.livereload.event;

/**
 * Something the user should know, and what to do about it. Printed as one line.
 *
 * @param what one sentence: what happened, with the value that caused it
 * @param cure one sentence: what to do next; empty when there is nothing to do
 */
public record Notice(String what, String cure) {

  @Override
  public String toString() {
    return cure.isEmpty() ? what : what + " " + cure;
  }
}
