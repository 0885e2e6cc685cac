package dev.livereload.page;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the character references of an attribute's value: numeric ones, and the five names that
 * template engines write. The other two thousand never stand in a URL path or a policy.
 */
final class CharacterReferences {

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#(?<decimal>\\d{1,7})|#[xX](?<hex>\\p{XDigit}{1,6})|(?<name>\\w+));?");

  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private CharacterReferences() {}

  static String decode(String value) {
    return value.indexOf('&') < 0
        ? value
        : REFERENCE.matcher(value).replaceAll(match -> Matcher.quoteReplacement(text(match)));
  }

  private static String text(MatchResult match) {
    if (match.group(1) != null) {
      return character(Integer.parseInt(match.group(1)), match.group());
    }
    if (match.group(2) != null) {
      return character(Integer.parseInt(match.group(2), 16), match.group());
    }
    return NAMED.getOrDefault(match.group(3), match.group());
  }

  private static String character(int codePoint, String asWritten) {
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : asWritten;
  }
}
