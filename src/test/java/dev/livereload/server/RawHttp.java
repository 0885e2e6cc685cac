package dev.livereload.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks HTTP byte by byte, so that a test can send what no client would. */
public final class RawHttp {

  /** Milliseconds without a byte after which a test fails. */
  static final int DEADLINE = 10_000;

  // The opening, and some of the greeting.
  private static final int START_OF_A_STREAM = 40;

  private final InetAddress address;
  private final int port;

  /** Sends to {@code port} of the IPv4 loopback address. */
  public RawHttp(int port) {
    this(InetAddress.getLoopbackAddress(), port);
  }

  RawHttp(InetAddress address, int port) {
    this.address = address;
    this.port = port;
  }

  /**
   * An answer, whole.
   *
   * @param lines the status line and the header, one line each
   * @param body one character an octet
   */
  public record Answer(List<String> lines, String body) {

    /** Returns the status, 0 where the connection was closed without one. */
    public int status() {
      return lines.get(0).isEmpty() ? 0 : Integer.parseInt(lines.get(0).split(" ", 3)[1]);
    }

    /** Returns the value of the header called {@code name}, or nothing. */
    public Optional<String> header(String name) {
      List<String> values =
          lines.stream()
              .skip(1)
              .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
              .map(line -> line.substring(name.length() + 1).strip())
              .toList();
      if (values.size() > 1) {
        throw new AssertionError(name + " comes twice: " + values);
      }
      return values.stream().findFirst();
    }

    /** Returns the header without the lines that differ from one answer to the next. */
    public List<String> stableHeader() {
      return lines.stream()
          .skip(1)
          .filter(line -> !line.startsWith("Date:"))
          // The event that a page stands for: there may have been one in between.
          .map(line -> line.replaceFirst("(?<=^ETag: .{0,99}\\.)[0-9a-z]+-[0-9]+\"$", "ID\""))
          .sorted()
          .toList();
    }

    /** Returns the body as UTF-8. */
    public String text() {
      return new String(body.getBytes(ISO_8859_1), UTF_8);
    }
  }

  /** Asks for {@code target}; each of {@code headers} is one line. */
  public Answer get(String target, String... headers) {
    return ask("GET", target, headers);
  }

  /** Sends {@code body}, in ASCII, to {@code target}. */
  public Answer post(String target, String body, String... headers) {
    List<String> lines = new ArrayList<>(List.of(headers));
    lines.add("Content-Length: " + body.length());
    return send(request("POST", target, lines.toArray(String[]::new)) + body);
  }

  /** Asks for the header alone. */
  public Answer head(String target, String... headers) {
    return ask("HEAD", target, headers);
  }

  /** Asks by {@code method}. */
  public Answer ask(String method, String target, String... headers) {
    return send(request(method, target, headers));
  }

  /** Returns the text of a request that ends the connection. */
  public String request(String method, String target, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    List<String> lines = new ArrayList<>(List.of(headers));
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      lines.add(0, "Host: localhost:" + port);
    }
    lines.add("Connection: close");
    lines.forEach(line -> request.append(line).append("\r\n"));
    return request.append("\r\n").toString();
  }

  /** Sends {@code request}, one byte a character, and reads until the server closes. */
  Answer send(String request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      List<String> lines = header(in);
      // A connection that the server keeps ends with the body it promised.
      Answer head = new Answer(lines, "");
      boolean bodiless =
          request.startsWith("HEAD ") || head.status() == 304 || head.status() == 204;
      int length = bodiless ? 0 : head.header("Content-Length").map(Integer::parseInt).orElse(-1);
      // A stream where none was expected must fail the test, not hold it up.
      boolean endless = head.header("Content-Type").orElse("").startsWith("text/event-stream");
      byte[] body =
          endless
              ? in.readNBytes(bodiless ? 0 : START_OF_A_STREAM)
              : length < 0 ? in.readAllBytes() : in.readNBytes(length);
      return new Answer(lines, new String(body, ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError("No answer to " + request.lines().findFirst().orElse(""), e);
    }
  }

  /** Opens a connection that fails the test where it is silent for too long. */
  public Socket connect() throws IOException {
    Socket socket = new Socket(address, port);
    socket.setSoTimeout(DEADLINE);
    return socket;
  }

  /** Reads the status line and the header, up to the empty line. */
  public static List<String> header(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String end = "\r\n\r\n";
    int matched = 0;
    while (matched < end.length()) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.write(c);
      matched = c == end.charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
    }
    return List.of(head.toString(ISO_8859_1).strip().split("\r\n", -1));
  }
}
