package dev.livereload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.FileChange;
import dev.livereload.event.FileChange.Kind;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.UrlPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteMapTest {

  private static final Mount SITE = new Mount(UrlPath.ROOT, Path.of("/site"));
  private static final Mount LIB = new Mount(new UrlPath("/lib"), Path.of("/shared"));
  private static final Mount DEEP = new Mount(new UrlPath("/lib/deep"), Path.of("/site/far"));

  private final SiteMap map = new SiteMap(List.of(SITE, LIB, DEEP));

  @ParameterizedTest
  @CsvSource({
    "/, /site",
    "/a, /site",
    "/library, /site",
    "/lib, /shared",
    "/lib/a, /shared",
    "/lib/deeper, /shared",
    "/lib/deep, /site/far",
    "/lib/deep/a, /site/far"
  })
  void theLongestMountAnswers(String url, String folder) {
    assertEquals(Optional.of(Path.of(folder)), map.mountOf(new UrlPath(url)).map(Mount::folder));
  }

  @ParameterizedTest
  @CsvSource({
    "/, /site",
    "/a%20b.css, /site/a b.css",
    "/sub/, /site/sub",
    "/lib, /shared",
    "/lib/a, /shared/a",
    "/lib/deep/a, /site/far/a",
    "/lib/deeper/a, /shared/deeper/a",
    "/.well-known/x, /site/.well-known/x",
    "/.git/config, ",
    "/lib/server.key, ",
    "/%00, "
  })
  void aUrlNamesOneFileThereOrNot(String url, @Nullable String file) {
    assertEquals(Optional.ofNullable(file).map(Path::of), map.fileOf(new UrlPath(url)));
  }

  @Test
  void aUrlThatNoMountCoversNamesNoFile() {
    assertEquals(Optional.empty(), new SiteMap(List.of(LIB)).fileOf(new UrlPath("/a")));
  }

  @ParameterizedTest
  @CsvSource({
    "/site/a b.css, /a%20b.css",
    "/site/library/a, /library/a",
    "/site/lib/a, ",
    "/site/lib, ",
    "/shared/a, /lib/a",
    "/shared/deep/a, ",
    "/site/far/a, /far/a /lib/deep/a",
    "/site-other/a, ",
    "/elsewhere/a, ",
    "/site/.env, ",
    "/site/a/.git/config, ",
    "/site/.well-known/a, /.well-known/a"
  })
  void aFileIsServedWhereNothingHidesIt(String file, @Nullable String urls) {
    List<String> expected = urls == null ? List.of() : List.of(urls.split(" "));
    assertEquals(expected, map.urlsOf(Path.of(file)).stream().map(UrlPath::value).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, false",
    "a/b.css, false",
    ".env, true",
    ".ENV.local, true",
    "a/.git/config, true",
    ".git, true",
    ".npmrc, true",
    ".well-known/x, false",
    ".well-known/.x, true",
    "a.pem, true",
    "KEY.PEM, true",
    "a.key, true",
    "a.p12, true",
    "a.pfx, true",
    "a.jks, true",
    "a.keystore, true",
    "a.crt, true",
    "a.cer, true",
    "a.der, true",
    "x.pem/a, true",
    "id_rsa, true",
    "ID_RSA.pub, true",
    "id_ed25519, true",
    "id_r\u017fa, true",
    "a.jk\u017f, true",
    "a.\u212aey, true",
    "pem, false",
    "key.html, false",
    "a.pem.html, false",
    "my.keys, false"
  })
  void secretsAreDeniedByName(String file, boolean denied) {
    assertEquals(denied, SiteMap.isDenied(Path.of(file)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb.key", "a\rb.pem", ".a\nb", "id_rsa\n", "a\u2028.der", "a\u0085.p12"})
  void secretsAreDeniedWithLineEndsInTheirNames(String file) {
    assertTrue(SiteMap.isDenied(Path.of(file)));
  }

  @Test
  void aBatchBecomesOneEventOfWhatHasAUrl() {
    List<FileChange> batch =
        List.of(
            new FileChange(Path.of("/shared/b"), Kind.CREATED),
            new FileChange(Path.of("/site/.env"), Kind.MODIFIED),
            new FileChange(Path.of("/site/a"), Kind.CREATED),
            new FileChange(Path.of("/site/c"), Kind.DELETED),
            new FileChange(Path.of("/elsewhere/x"), Kind.MODIFIED));
    LiveEvent.Change expected =
        new LiveEvent.Change(
            List.of(new UrlPath("/a"), new UrlPath("/lib/b")),
            List.of(new UrlPath("/c")),
            List.of());
    assertEquals(expected, map.changeOf(batch));
  }
}
