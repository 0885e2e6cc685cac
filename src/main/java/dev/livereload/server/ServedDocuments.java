package dev.livereload.server;

import dev.livereload.event.Notice;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The documents that open pages were made of, as they were before the tag went in: a page that is
 * patched asks for its own again, to tell what the author changed from what scripts did. Bounded;
 * the one that was not used for longest goes first, and its page reloads. Those of the site outlive
 * a restart; those of a server behind this one, which may be anybody's, do not. Thread-safe.
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

  private final DocumentFolder folder;
  private final int maxBytes;
  private final int maxDocuments;
  private final Map<String, byte[]> documents = new LinkedHashMap<>(16, 0.75f, true);
  private int bytes;

  /**
   * @param folder where they outlive a restart; nothing to keep nothing
   * @param notices told where the disk does not take them
   */
  ServedDocuments(Optional<Path> folder, Consumer<Notice> notices) {
    this(new DocumentFolder(folder, notices), MAX_BYTES, MAX_DOCUMENTS);
  }

  ServedDocuments(DocumentFolder folder, int maxBytes, int maxDocuments) {
    this.folder = folder;
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
    if (add(token, document)) {
      folder.write(token, document);
    }
    return token;
  }

  /** Keeps {@code document}, which must not be changed after that, under a token given before. */
  void keep(String token, byte[] document) {
    add(token, document);
  }

  /** Returns a token for a document that is not known yet: its page goes out as it comes in. */
  static String newToken() {
    byte[] name = new byte[NAMING_BYTES];
    RANDOM.nextBytes(name);
    return URL_SAFE.encodeToString(name);
  }

  /** Returns the document of that token; nothing where there is none, or none any more. */
  Optional<byte[]> of(String token) {
    Optional<byte[]> known = known(token);
    if (known.isPresent()) {
      return known;
    }
    Optional<byte[]> kept = folder.read(token).filter(document -> token.equals(token(document)));
    kept.ifPresent(document -> add(token, document));
    return kept;
  }

  private synchronized Optional<byte[]> known(String token) {
    return Optional.ofNullable(documents.get(token));
  }

  private synchronized boolean add(String token, byte[] document) {
    if (documents.get(token) != null) {
      return false;
    }
    documents.put(token, document);
    bytes += document.length;
    dropOldest();
    return true;
  }

  private void dropOldest() {
    var oldest = documents.values().iterator();
    while (bytes > maxBytes || documents.size() > maxDocuments) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }

  /** Returns the token that a document of the site has: it follows from the content. */
  static String token(byte[] document) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
      return URL_SAFE.encodeToString(Arrays.copyOf(hash, NAMING_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has it.", e);
    }
  }
}
