package dev.livereload.server;

import dev.livereload.event.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the server proves itself by over TLS. Immutable. */
final class Tls {

  /** A certificate that is good for less is made anew. */
  private static final Duration LEAST = Duration.ofDays(30);

  private static final String FILE = "https.pem";

  private static final List<String> LOOPBACK =
      List.of("localhost", ".localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private Tls(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /**
   * Reads what the user brings.
   *
   * @param certificate a file with the certificate and those that vouch for it
   * @param key a file with its key, which may be the same
   * @throws BadCertificateException if a file is none of these, or they do not belong together
   */
  static Tls read(Path certificate, Path key) throws BadCertificateException {
    List<X509Certificate> chain =
        parse(certificate, "Name a certificate with --cert, in PEM.", Pem::certificates);
    String cure =
        "Name the key of that certificate with --key, in PEM; openssl pkey -in KEY -out PLAIN takes"
            + " a password off.";
    PrivateKey own =
        parse(
            key, cure, text -> matching(Pem.key(text, chain.get(0).getPublicKey()), chain.get(0)));
    return new Tls(chain, own);
  }

  /**
   * Returns the certificate of this machine, for the names of it and {@code names}; makes it where
   * it is missing, about to end, or lacks a name.
   *
   * @param state where programs keep such things; nothing to keep nothing
   */
  static Tls ofMachine(
      Optional<Path> state, Collection<String> names, Instant now, Consumer<Notice> notices) {
    Set<String> all = new LinkedHashSet<>(LOOPBACK);
    all.addAll(names);
    Optional<Path> folder = state.map(each -> each.resolve("livereload"));
    Optional<Tls> known = folder.flatMap(each -> kept(each.resolve(FILE)));
    if (known.isPresent() && known.get().isGood(all, now)) {
      return known.get();
    }
    // What it was trusted for before stays in it.
    known.ifPresent(old -> all.addAll(old.names()));
    SelfSigned.Identity made = SelfSigned.of(List.copyOf(all), now);
    Tls fresh = new Tls(List.of(made.certificate()), made.keys().getPrivate());
    folder.ifPresent(each -> fresh.keep(each, notices));
    return fresh;
  }

  /** Returns both, in a store that {@code password} opens. */
  KeyStore keyStore(String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "livereload", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      // It is in memory, and every JDK has this kind.
      throw new AssertionError(e);
    }
  }

  /** Returns the certificate that the server shows. */
  X509Certificate certificate() {
    return chain.get(0);
  }

  private boolean isGood(Set<String> wanted, Instant now) {
    Instant end = certificate().getNotAfter().toInstant();
    return now.plus(LEAST).isBefore(end)
        && now.isAfter(certificate().getNotBefore().toInstant())
        && names().containsAll(wanted);
  }

  // As they were given: a name, all below one, or an address.
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    try {
      Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
      for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
        String name = String.valueOf(alternative.get(1));
        names.add(name.startsWith("*.") ? name.substring(1) : name);
      }
    } catch (CertificateParsingException e) {
      // Not one of ours: it has none of the names.
      return Set.of();
    }
    return names;
  }

  private void keep(Path folder, Consumer<Notice> notices) {
    try {
      String text = Pem.of(certificate(), key);
      OwnerOnly.write(folder, FILE, text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | GeneralSecurityException e) {
      notices.accept(
          new Notice(
              "The certificate cannot be kept in " + folder.resolve(FILE) + ".",
              "Browsers ask about it after each start until that file can be written."));
    }
  }

  private static Optional<Tls> kept(Path file) {
    try {
      if (!OwnerOnly.holds(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      List<X509Certificate> chain = Pem.certificates(text);
      PrivateKey key = matching(Pem.key(text, chain.get(0).getPublicKey()), chain.get(0));
      return Optional.of(new Tls(chain, key));
    } catch (IOException | GeneralSecurityException e) {
      // Absent, or damaged: another is made.
      return Optional.empty();
    }
  }

  private static PrivateKey matching(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] proof = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(proof);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(proof);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("it is the key of another certificate");
    }
    return key;
  }

  private interface Reading<T> {
    T read(String text) throws GeneralSecurityException;
  }

  private static <T> T parse(Path file, String cure, Reading<T> reading)
      throws BadCertificateException {
    try {
      return reading.read(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new BadCertificateException("The file " + file + " cannot be read.", cure);
    } catch (GeneralSecurityException e) {
      throw new BadCertificateException(
          "The file " + file + " cannot be used: " + e.getMessage() + ".", cure);
    }
  }
}
