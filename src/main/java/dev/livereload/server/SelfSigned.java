package dev.livereload.server;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes certificates (RFC 5280) that nobody but their own key vouches for. The JDK reads and signs
 * them, and has no public way to write one; a library for it weighs more than the whole server.
 */
final class SelfSigned {

  /** How long one is good. Browsers take none that is good for longer than 398 days. */
  static final Duration VALIDITY = Duration.ofDays(397);

  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private static final int SERIAL_BITS = 120;

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";

  // Of GeneralName: the kinds that browsers compare with the address.
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** A certificate and its key. */
  record Identity(X509Certificate certificate, KeyPair keys) {}

  private SelfSigned() {}

  /**
   * Makes one, with a key of its own.
   *
   * @param names host names, one with a dot before it for all directly below it, and addresses
   */
  static Identity of(List<String> names, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
      byte[] content = content(names, now, keys, algorithm);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      byte[] whole = Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(whole));
      return new Identity(certificate, keys);
    } catch (GeneralSecurityException e) {
      // Every JDK has these algorithms.
      throw new AssertionError(e);
    }
  }

  private static byte[] content(List<String> names, Instant now, KeyPair keys, byte[] algorithm) {
    byte[] version3 = Der.inContext(0x20, Der.integer(BigInteger.TWO));
    byte[] name =
        Der.sequence(
            Der.set(
                Der.sequence(Der.identifier(COMMON_NAME), Der.text("livereload on this machine"))));
    byte[] validity =
        Der.sequence(
            Der.time(now.minus(CLOCKS_DIFFER)), Der.time(now.minus(CLOCKS_DIFFER).plus(VALIDITY)));
    byte[] extensions =
        Der.sequence(
            critical(BASIC_CONSTRAINTS, Der.sequence()),
            // The one bit of a signature, of the eight of an octet.
            critical(KEY_USAGE, Der.bits(7, new byte[] {(byte) 0x80})),
            extension(EXTENDED_KEY_USAGE, Der.sequence(Der.identifier(SERVER_AUTHENTICATION))),
            extension(ALTERNATIVE_NAMES, alternatives(names)));
    return Der.sequence(
        version3,
        Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS)),
        algorithm,
        name,
        validity,
        name,
        keys.getPublic().getEncoded(),
        Der.inContext(0x23, extensions));
  }

  private static byte[] critical(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.isTrue(), Der.octets(value));
  }

  private static byte[] extension(String identifier, byte[] value) {
    return Der.sequence(Der.identifier(identifier), Der.octets(value));
  }

  private static byte[] alternatives(List<String> names) {
    List<byte[]> alternatives = new ArrayList<>();
    for (String name : names) {
      if (new Authority(name, -1).isAddress()) {
        alternatives.add(Der.inContext(IP_ADDRESS, address(name)));
      } else if (name.startsWith(".")) {
        alternatives.add(Der.inContext(DNS_NAME, ascii("*" + name)));
        alternatives.add(Der.inContext(DNS_NAME, ascii(name.substring(1))));
      } else {
        alternatives.add(Der.inContext(DNS_NAME, ascii(name)));
      }
    }
    return Der.sequence(alternatives.toArray(byte[][]::new));
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      // A literal is never looked up.
      throw new AssertionError(e);
    }
  }
}
