package dev.livereload.event;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a tab says of itself after an event, after it was loaded, and when it is left.
 *
 * @param tab names the tab among all: letters, digits, dots, hyphens and underscores
 * @param page the path of the page that it shows, as the browser has it; text from a stranger
 * @param id the newest event that what it shows knows of
 * @param reason for people, one line, may be empty; text from a stranger
 * @param time from the arrival of the event until its effect was painted
 */
public record Shown(
    String tab, String page, EventId id, Effect effect, String reason, Duration time) {

  /** What an event did to a tab. */
  public enum Effect {
    /** It has loaded. */
    CONNECTED,
    /** It does not use what changed. */
    NOTHING,
    /** New style sheets took the place of old ones. */
    RESTYLED,
    /** Its document was changed in place. */
    PATCHED,
    /** It was loaded anew, and shows that now. */
    RELOADED,
    /** It stays as it is, on purpose. */
    KEPT,
    /** Nobody sees it; it follows when somebody does. */
    HELD,
    /** It is left, for another page or for good. */
    CLOSED;

    /** Returns the effect of that name on the wire, or nothing where it names none. */
    public static Optional<Effect> parse(String wire) {
      for (Effect effect : values()) {
        if (effect.wire().equals(wire)) {
          return Optional.of(effect);
        }
      }
      return Optional.empty();
    }

    /** Returns its name on the wire. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
