package dev.livereload.server;

import dev.livereload.server.SiteFiles.SiteFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends files whose bytes stay as they are: with validators, ranges, and in constant memory
 * whatever their size. Thread-safe.
 */
final class PlainFiles {

  private static final byte[] NOTHING = {};

  private final SiteFiles files;

  PlainFiles(SiteFiles files) {
    this.files = files;
  }

  /** Answers with {@code file}, or a range of it, or 304. */
  void send(HttpServletRequest request, HttpServletResponse response, SiteFile file)
      throws IOException {
    // The page that stands for an absent file is no version of that file: it goes out whole.
    boolean found = response.getStatus() == HttpServletResponse.SC_OK;
    String type = MediaTypes.of(file.real().getFileName().toString());
    long size = file.state().size();
    boolean compressed = Gzip.isWanted(request, response, type, size) && Later.hasRoomFor(size);
    String own = file.etag();
    String etag = compressed ? Gzip.etag(own) : own;
    if (found) {
      response.setDateHeader("Last-Modified", file.state().modified().toMillis());
      response.setHeader("Accept-Ranges", "bytes");
    }
    if (found && (Reply.notModified(request, response, etag) || isKnown(request, response, file))) {
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    SeekableByteChannel channel = files.open(file);
    boolean goesOn = false;
    try {
      byte[] start =
          MediaTypes.isText(type) || !Later.isLong(channel.size()) ? start(channel) : NOTHING;
      response.setContentType(Charsets.contentType(type, start));
      if (compressed && Gzip.begin(size)) {
        Reply.body(request, response, compressed(response, size, channel));
      } else {
        if (found) {
          response.setHeader("ETag", own);
        }
        goesOn = send(request, response, own, channel, start);
      }
    } finally {
      if (!goesOn) {
        channel.close();
      }
    }
  }

  private static byte[] compressed(
      HttpServletResponse response, long size, SeekableByteChannel channel) throws IOException {
    try {
      byte[] body = Channels.newInputStream(channel.position(0)).readAllBytes();
      return Gzip.compress(response, body);
    } finally {
      Gzip.end(size);
    }
  }

  private static boolean send(
      HttpServletRequest request,
      HttpServletResponse response,
      String etag,
      SeekableByteChannel channel,
      byte[] start)
      throws IOException {
    long size = channel.size();
    boolean found = response.getStatus() == HttpServletResponse.SC_OK;
    // RFC 9110, section 14.2: a range is asked of GET alone.
    Optional<ByteRange> range =
        found && !Reply.isHead(request) ? range(request, etag, size) : Optional.empty();
    if (range.isEmpty()) {
      return copy(request, response, channel, start, new ByteRange(0, size));
    }
    response.setHeader("Content-Range", range.get().contentRange(size));
    if (!range.get().isSatisfiable()) {
      Reply.text(
          request, response, 416, "The file has " + size + (size == 1 ? " byte." : " bytes."));
      return false;
    }
    response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
    return copy(request, response, channel, start, range.get());
  }

  // RFC 9110, section 13.1.3: only for who names no tag, and in whole seconds.
  private static boolean isKnown(
      HttpServletRequest request, HttpServletResponse response, SiteFile file) {
    long since = request.getHeader("If-None-Match") == null ? modifiedSince(request) : -1;
    if (since < file.state().modified().to(TimeUnit.SECONDS) * 1000) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    return true;
  }

  // One that is no date is as good as none.
  private static long modifiedSince(HttpServletRequest request) {
    try {
      return request.getDateHeader("If-Modified-Since");
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** Returns the first octets of a file, as many as tell its charset; moves the position. */
  static byte[] start(SeekableByteChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(Charsets.PREFIX, channel.size()));
    while (start.hasRemaining() && channel.read(start) >= 0) {
      // Filled by the loop's condition.
    }
    return start.hasRemaining() ? Arrays.copyOf(start.array(), start.position()) : start.array();
  }

  // If-Range: a part is wanted only of the version that the client has the rest of.
  private static Optional<ByteRange> range(HttpServletRequest request, String etag, long size) {
    String only = request.getHeader("If-Range");
    return only == null || only.equals(etag)
        ? ByteRange.parse(request.getHeader("Range"), size)
        : Optional.empty();
  }

  // Returns whether the channel is still in use. Of a file that is not long all is in memory by
  // now.
  private static boolean copy(
      HttpServletRequest request,
      HttpServletResponse response,
      SeekableByteChannel channel,
      byte[] start,
      ByteRange range)
      throws IOException {
    if (range.first() + range.length() <= start.length && !Later.isLong(range.length())) {
      Reply.shortly(request, response, start, (int) range.first(), (int) range.length());
      return false;
    }
    response.setContentLengthLong(range.length());
    if (Reply.isHead(request)) {
      return false;
    }
    Later.write(request, new Part(channel.position(range.first()), range.length()));
    return true;
  }

  /** Some octets of a file, from where its channel stands. */
  private static final class Part implements Later.Body {

    private final SeekableByteChannel channel;
    private long left;

    Part(SeekableByteChannel channel, long length) {
      this.channel = channel;
      this.left = length;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      if (left == 0) {
        return -1;
      }
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + left));
      int read = channel.read(buffer);
      if (read < 0) {
        // The length is promised already: only a broken connection can say that it was not kept.
        throw new EOFException("The file shrank while it was sent.");
      }
      left -= read;
      return read;
    }

    @Override
    public int held() {
      return BodyWriter.PIECE;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
