package dev.livereload.server;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The documents that open pages were made of, as they were before the tag went in: a page that is
 * patched asks for its own again, to tell what the author changed from what scripts did. Bounded;
 * the one that was not used for longest goes first, and its page reloads. Thread-safe.
 */
final class ServedDocuments {

  /** Bytes of all documents together: a hundred long ones. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Documents: as many as there may be tabs, and the last few versions of what they show. */
  static final int MAX_DOCUMENTS = 256;

  /** Bytes of a hash that name a document: enough that no two ever share a name. */
  private static final int NAMING_BYTES = 16;

  private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

  private static final SecureRandom RANDOM = new SecureRandom();

  private final int maxBytes;
  private final int maxDocuments;
  private final Map<String, byte[]> documents = new LinkedHashMap<>(16, 0.75f, true);
  private int bytes;

  ServedDocuments() {
    this(MAX_BYTES, MAX_DOCUMENTS);
  }

  ServedDocuments(int maxBytes, int maxDocuments) {
    this.maxBytes = maxBytes;
    this.maxDocuments = maxDocuments;
  }

  /**
   * Keeps {@code document}, which must not be changed after that, and returns its token: letters,
   * digits, hyphens and underscores, the same for the same bytes. One larger than all that may be
   * kept gets a token that leads to nothing.
   */
  String keep(byte[] document) {
    String token = token(document);
    keep(token, document);
    return token;
  }

  /** Keeps {@code document}, which must not be changed after that, under a token given before. */
  synchronized void keep(String token, byte[] document) {
    if (documents.get(token) == null) {
      documents.put(token, document);
      bytes += document.length;
      dropOldest();
    }
  }

  /** Returns a token for a document that is not known yet: its page goes out as it comes in. */
  static String newToken() {
    byte[] name = new byte[NAMING_BYTES];
    RANDOM.nextBytes(name);
    return URL_SAFE.encodeToString(name);
  }

  /** Returns the document of that token; nothing where there is none, or none any more. */
  synchronized Optional<byte[]> of(String token) {
    return Optional.ofNullable(documents.get(token));
  }

  private void dropOldest() {
    var oldest = documents.values().iterator();
    while (bytes > maxBytes || documents.size() > maxDocuments) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }

  private static String token(byte[] document) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
      return URL_SAFE.encodeToString(Arrays.copyOf(hash, NAMING_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has it.", e);
    }
  }
}
