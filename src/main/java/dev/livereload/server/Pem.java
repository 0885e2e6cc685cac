package dev.livereload.server;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text (RFC 7468). Pure. */
final class Pem {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*)-----END \\1-----");
  private static final int LINE = 64;

  private Pem() {}

  /**
   * Returns the certificates in {@code text}, in their order.
   *
   * @throws GeneralSecurityException if there is none, or one is broken; the message goes on after
   *     "cannot be used:"
   */
  static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(CERTIFICATE)) {
        ByteArrayInputStream der = new ByteArrayInputStream(decode(block.group(2)));
        certificates.add(certificate(factory, der));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("it has no block \"BEGIN CERTIFICATE\"");
    }
    return certificates;
  }

  private static X509Certificate certificate(CertificateFactory factory, InputStream der)
      throws GeneralSecurityException {
    try {
      return (X509Certificate) factory.generateCertificate(der);
    } catch (CertificateException e) {
      throw new GeneralSecurityException("its certificate is broken", e);
    }
  }

  /**
   * Returns the private key in {@code text}: PKCS#8, or the older forms for RSA and for elliptic
   * curves, which leave out what the certificate says as well.
   *
   * @param of the public key that it belongs to
   * @throws GeneralSecurityException if there is none, or it is encrypted or broken; the message
   *     goes on after "cannot be used:"
   */
  static PrivateKey key(String text, PublicKey of) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return key(decode(block.group(2)), of);
      }
      if (kind.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
        throw new GeneralSecurityException("it is protected by a password");
      }
      if (kind.equals("RSA PRIVATE KEY") || kind.equals("EC PRIVATE KEY")) {
        byte[] algorithm = Der.firstOf(of.getEncoded());
        byte[] inner = Der.octets(decode(block.group(2)));
        return key(Der.sequence(Der.integer(BigInteger.ZERO), algorithm, inner), of);
      }
    }
    throw new GeneralSecurityException("it has no block \"BEGIN PRIVATE KEY\"");
  }

  /** Returns the text of a block. */
  static String block(String kind, byte[] der) {
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind);
  }

  /** Returns the text of a certificate and its key. */
  static String of(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
    return block(CERTIFICATE, certificate.getEncoded()) + block("PRIVATE KEY", key.getEncoded());
  }

  private static PrivateKey key(byte[] der, PublicKey of) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(of.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      throw new GeneralSecurityException("its key is broken, or that of another certificate", e);
    }
  }

  private static byte[] decode(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("it is not Base64 between its lines", e);
    }
  }
}
