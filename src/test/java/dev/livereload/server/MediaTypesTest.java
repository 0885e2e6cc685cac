package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTypesTest {

  @ParameterizedTest
  @CsvSource({
    "a.html, text/html",
    "A.HTML, text/html",
    "a.htm, text/html",
    "a.xhtml, application/xhtml+xml",
    "a.css, text/css",
    "a.js, text/javascript",
    "a.mjs, text/javascript",
    "a.cjs, text/javascript",
    "a.json, application/json",
    "a.map, application/json",
    "a.webmanifest, application/manifest+json",
    "a.wasm, application/wasm",
    "a.svg, image/svg+xml",
    "a.png, image/png",
    "a.jpg, image/jpeg",
    "a.gif, image/gif",
    "a.webp, image/webp",
    "a.avif, image/avif",
    "a.jxl, image/jxl",
    "a.ico, image/x-icon",
    "a.woff, font/woff",
    "a.woff2, font/woff2",
    "a.ttf, font/ttf",
    "a.otf, font/otf",
    "a.mp3, audio/mpeg",
    "a.mp4, video/mp4",
    "a.webm, video/webm",
    "a.vtt, text/vtt",
    "a.txt, text/plain",
    "a.md, text/markdown",
    "a.xml, application/xml",
    "a.pdf, application/pdf",
    "a.tar.gz, application/gzip",
    "a.min.js, text/javascript",
    "a, application/octet-stream",
    "html, application/octet-stream",
    "a., application/octet-stream",
    "a.nonsense, application/octet-stream",
    "a.html.bak, application/octet-stream"
  })
  void areOfTheLastExtension(String name, String type) {
    assertEquals(type, MediaTypes.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, true, true", "application/xhtml+xml, true, true", "image/svg+xml, false, true",
    "text/css, false, true", "application/json, false, true",
        "application/manifest+json, false, true",
    "application/xml, false, true", "image/png, false, false", "application/wasm, false, false"
  })
  void tellDocumentsAndTextsApart(String type, boolean document, boolean text) {
    assertEquals(document, MediaTypes.isDocument(type));
    assertEquals(text, MediaTypes.isText(type));
  }
}
