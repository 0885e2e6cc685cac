package dev.livereload.page;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a browser may take a copy that it has for what it would get. Pure. */
public final class Freshness {

  /** The value of {@code Cache-Control} that has a browser ask whether its copy is still right. */
  public static final String ASK = "no-cache";

  private static final Set<String> RIGHT = Set.of("no-store", ASK, "immutable");

  private Freshness() {}

  /**
   * Whether an answer may go out as it is. Any other copy is taken for right without a question:
   * for as long as it says, or as a tenth of its age where it says nothing. What is named by its
   * content stays right.
   *
   * @param cacheControl the values of {@code Cache-Control}
   */
  public static boolean isKept(Collection<String> cacheControl) {
    return directives(cacheControl).anyMatch(RIGHT::contains);
  }

  /** Whether an answer must not be kept at all. */
  public static boolean isNoStore(Collection<String> cacheControl) {
    return directives(cacheControl).anyMatch("no-store"::equals);
  }

  private static Stream<String> directives(Collection<String> cacheControl) {
    return cacheControl.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(directive -> directive.strip().toLowerCase(Locale.ROOT));
  }
}
