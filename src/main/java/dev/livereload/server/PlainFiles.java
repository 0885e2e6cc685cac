package dev.livereload.server;

import dev.livereload.server.SiteFiles.SiteFile;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends files whose bytes stay as they are: with validators, ranges, and in constant memory
 * whatever their size. Thread-safe.
 */
final class PlainFiles {

  /** Octets copied at a time: the buffer of one request. */
  private static final int COPY = 64 * 1024;

  private final SiteFiles files;

  PlainFiles(SiteFiles files) {
    this.files = files;
  }

  /** Answers with {@code file}, or a range of it, or 304. */
  void send(HttpServletRequest request, HttpServletResponse response, SiteFile file)
      throws IOException {
    // The page that stands for an absent file is no version of that file: it goes out whole.
    boolean found = response.getStatus() == HttpServletResponse.SC_OK;
    String etag = file.etag();
    if (found) {
      response.setDateHeader("Last-Modified", file.state().modified().toMillis());
      response.setHeader("Accept-Ranges", "bytes");
    }
    if (found && (Reply.notModified(request, response, etag) || isKnown(request, response, file))) {
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    try (SeekableByteChannel channel = files.open(file)) {
      long size = channel.size();
      response.setContentType(contentType(file, channel));
      // RFC 9110, section 14.2: a range is asked of GET alone.
      Optional<ByteRange> range =
          found && !Reply.isHead(request) ? range(request, etag, size) : Optional.empty();
      if (range.isEmpty()) {
        copy(request, response, channel, new ByteRange(0, size));
        return;
      }
      response.setHeader("Content-Range", range.get().contentRange(size));
      if (range.get().isSatisfiable()) {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        copy(request, response, channel, range.get());
      } else {
        Reply.text(request, response, 416, "The file has " + size + " bytes.");
      }
    }
  }

  // RFC 9110, section 13.1.3: only for who names no tag, and in whole seconds.
  private static boolean isKnown(
      HttpServletRequest request, HttpServletResponse response, SiteFile file) {
    long since =
        request.getHeader("If-None-Match") == null
            ? request.getDateHeader("If-Modified-Since")
            : -1;
    if (since < file.state().modified().to(TimeUnit.SECONDS) * 1000) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    return true;
  }

  /** Returns the value of {@code Content-Type}; moves the position of {@code channel}. */
  static String contentType(SiteFile file, SeekableByteChannel channel) throws IOException {
    String type = MediaTypes.of(file.real().getFileName().toString());
    if (!MediaTypes.isText(type)) {
      return type;
    }
    ByteBuffer prefix = ByteBuffer.allocate((int) Math.min(Charsets.PREFIX, channel.size()));
    while (prefix.hasRemaining() && channel.read(prefix) >= 0) {
      // Filled by the loop's condition.
    }
    return Charsets.contentType(type, prefix.flip());
  }

  // If-Range: a part is wanted only of the version that the client has the rest of.
  private static Optional<ByteRange> range(HttpServletRequest request, String etag, long size) {
    String only = request.getHeader("If-Range");
    return only == null || only.equals(etag)
        ? ByteRange.parse(request.getHeader("Range"), size)
        : Optional.empty();
  }

  private static void copy(
      HttpServletRequest request,
      HttpServletResponse response,
      SeekableByteChannel channel,
      ByteRange range)
      throws IOException {
    response.setContentLengthLong(range.length());
    if (Reply.isHead(request)) {
      return;
    }
    ServletOutputStream out = response.getOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY, Math.max(1, range.length())));
    channel.position(range.first());
    for (long left = range.length(); left > 0; left -= buffer.position()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      if (channel.read(buffer) < 0) {
        // The length is promised already: only a broken connection can say that it was not kept.
        throw new EOFException("The file shrank while it was sent.");
      }
      out.write(buffer.array(), 0, buffer.position());
    }
  }
}
