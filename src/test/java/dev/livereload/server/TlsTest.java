package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;

  private Tls ofMachine(Instant now, String... names) {
    return Tls.ofMachine(
        Optional.of(folder), List.of(names), now, notice -> assertEquals("nothing", notice.what()));
  }

  private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  @Test
  void theCertificateIsForTheNamesOfThisMachineAlone() throws GeneralSecurityException {
    X509Certificate made =
        ofMachine(NOW, "dev-box", ".app.test", "10.0.0.5", "fd00::2").certificate();
    made.verify(made.getPublicKey());
    assertEquals(
        List.of(
            "localhost",
            "*.localhost",
            "localhost",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1",
            "dev-box",
            "*.app.test",
            "app.test",
            "10.0.0.5",
            "fd00:0:0:0:0:0:0:2"),
        names(made));
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), made.getExtendedKeyUsage());
    // It vouches for no other certificate.
    assertEquals(-1, made.getBasicConstraints());
    Duration validity =
        Duration.between(made.getNotBefore().toInstant(), made.getNotAfter().toInstant());
    assertEquals(SelfSigned.VALIDITY, validity);
    assertTrue(made.getNotBefore().toInstant().isBefore(NOW));
  }

  @Test
  void theCertificateIsKeptForItsOwnerAlone() throws IOException {
    X509Certificate first = ofMachine(NOW).certificate();
    assertEquals(first, ofMachine(NOW.plus(Duration.ofDays(300))).certificate());
    Path file = folder.resolve("livereload/https.pem");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void theCertificateIsMadeAnewWhereItDoesNotDoAnyMore() throws Exception {
    X509Certificate first = ofMachine(NOW, "dev-box").certificate();
    assertNotEquals(first, ofMachine(NOW.plus(Duration.ofDays(380))).certificate());
    X509Certificate more = ofMachine(NOW.plus(Duration.ofDays(380)), "other").certificate();
    assertTrue(names(more).containsAll(List.of("dev-box", "other")), names(more)::toString);

    Path file = folder.resolve("livereload/https.pem");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    X509Certificate fresh = ofMachine(NOW).certificate();
    assertNotEquals(more, fresh);
    Files.writeString(file, "damaged");
    assertNotEquals(fresh, ofMachine(NOW).certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, PRIVATE KEY",
    "RSA, RSA PRIVATE KEY",
    "EC, PRIVATE KEY",
    "EC, EC PRIVATE KEY",
    "Ed25519, PRIVATE KEY"
  })
  void aKeyIsReadInEachOfItsForms(String algorithm, String kind) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    byte[] der = pair.getPrivate().getEncoded();
    String text = Pem.block(kind, kind.equals("PRIVATE KEY") ? der : inner(pair));
    byte[] read =
        Pem.key("Some words.\n" + text.replace("\n", "\r\n"), pair.getPublic()).getEncoded();
    assertArrayEquals(der, read);
  }

  // PKCS#8 is a version, the algorithm, and the older form as octets.
  private static byte[] inner(KeyPair pair) {
    byte[] whole = pair.getPrivate().getEncoded();
    byte[] algorithm = Der.firstOf(pair.getPublic().getEncoded());
    String hex = HexFormat.of().formatHex(whole);
    int at = hex.indexOf(HexFormat.of().formatHex(algorithm)) / 2 + algorithm.length;
    int length = whole[at + 1] & 0xFF;
    return Arrays.copyOfRange(whole, at + 2 + (length < 0x80 ? 0 : length & 0x7F), whole.length);
  }

  @Test
  void theUsersOwnCertificateIsShown() throws Exception {
    SelfSigned.Identity identity = SelfSigned.of(List.of("app.test"), NOW);
    String text = Pem.of(identity.certificate(), identity.keys().getPrivate());
    Path both = Files.writeString(folder.resolve("both.pem"), text);
    assertEquals(identity.certificate(), Tls.read(both, both).certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "OTHER"
      })
  void whatDoesNotDoIsSaidWithItsCure(String key) throws Exception {
    SelfSigned.Identity identity = SelfSigned.of(List.of("app.test"), NOW);
    SelfSigned.Identity other = SelfSigned.of(List.of("app.test"), NOW);
    String text = Pem.of(identity.certificate(), identity.keys().getPrivate());
    Path certificate = Files.writeString(folder.resolve("cert.pem"), text);
    String otherKey = Pem.block("PRIVATE KEY", other.keys().getPrivate().getEncoded());
    Path file = Files.writeString(folder.resolve("key.pem"), key.replace("OTHER", otherKey));
    BadCertificateException said =
        assertThrows(BadCertificateException.class, () -> Tls.read(certificate, file));
    assertTrue(
        said.notice().what().matches("The file \\Q" + file + "\\E cannot be used: it[^:]+\\."),
        said.notice()::what);
    assertTrue(said.notice().cure().contains("--key"), said.notice()::cure);
    Path absent = folder.resolve("absent.pem");
    assertThrows(BadCertificateException.class, () -> Tls.read(absent, absent));
    assertThrows(BadCertificateException.class, () -> Tls.read(file, file));
  }

  @Test
  void derIsWhatTheStandardSays() {
    List<String> lines =
        List.of(
                Der.identifier("1.2.840.10045.4.3.2"),
                Der.identifier("2.5.29.17"),
                Der.octets(new byte[200]),
                Der.octets(new byte[300]),
                Der.time(NOW))
            .stream()
            .map(der -> HexFormat.of().formatHex(der, 0, Math.min(der.length, 10)))
            .collect(Collectors.toList());
    assertEquals(
        List.of(
            "06082a8648ce3d040302",
            "0603551d11",
            "0481c800000000000000",
            "0482012c000000000000",
            "180f3230323631313235"),
        lines);
  }
}
