package dev.livereload.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Puts versions on the URLs of a style sheet. Browsers that are given a sheet anew do not fetch
 * what it names anew: neither of them its images, Firefox not even its imports. So each reference
 * to what has changed needs a URL that has not been seen.
 *
 * <p>Finds references by <a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS's own
 * tokens</a>, in any charset that contains ASCII and has none of it inside of other characters; a
 * sheet in UTF-16 has no references here and stays as it is. Everything is static and pure.
 */
public final class CssVersioner {

  /** The query parameter of a version. Not {@code v}, which authors use themselves. */
  public static final String PARAMETER = "livereload";

  // What needs no escape in a URL, in quotes, and in url() without quotes.
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z._-]+");

  /** How a style sheet refers to a file. */
  public enum Kind {
    /** {@code @import}: the file is a style sheet, and has references of its own. */
    IMPORT,
    /** {@code url()} or {@code image-set()}: an image, a font, and so on. */
    URL
  }

  /**
   * A reference from a style sheet.
   *
   * @param kind what it refers to
   * @param url without escapes and surrounding white space; relative to the sheet, not empty
   */
  public record Reference(Kind kind, String url) {}

  private CssVersioner() {}

  /** Returns the references of a style sheet in their order, each as often as it stands there. */
  public static List<Reference> references(byte[] sheet) {
    return new CssScanner(sheet).scan().stream().map(CssUrl::reference).toList();
  }

  /**
   * Returns a style sheet with versions on some of its references. A version that is there is
   * replaced; all other bytes stay as they are.
   *
   * @param versionOf gives the version of a reference, of letters, digits, dots, hyphens and
   *     underscores; empty leaves the reference as it is
   * @return {@code sheet} itself when nothing changes
   * @throws IllegalArgumentException if a version has any other character
   */
  public static byte[] version(
      byte[] sheet, Function<? super Reference, Optional<String>> versionOf) {
    ByteArrayOutputStream versioned = new ByteArrayOutputStream(sheet.length + 64);
    int copied = 0;
    for (CssUrl url : new CssScanner(sheet).scan()) {
      Optional<String> version = versionOf.apply(url.reference());
      if (version.isPresent()) {
        CssUrl.Edit edit = url.versioned(checked(version.get()));
        versioned.write(sheet, copied, edit.start() - copied);
        versioned.writeBytes(edit.text().getBytes(StandardCharsets.US_ASCII));
        copied = edit.end();
      }
    }
    if (versioned.size() == 0) {
      return sheet;
    }
    versioned.write(sheet, copied, sheet.length - copied);
    return versioned.toByteArray();
  }

  private static String checked(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException("Not a version: \"" + version + "\"");
    }
    return version;
  }
}
