package dev.livereload.cli;

import dev.livereload.Lines;
import dev.livereload.LiveReloadListener;
import dev.livereload.Outcome;
import dev.livereload.event.Notice;
import dev.livereload.server.Address;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Prints what happens: results to standard output, problems to standard error. Thread-safe. */
final class Terminal implements LiveReloadListener {

  /** How much is printed. */
  enum Detail {
    PROBLEMS,
    CHANGES,
    REASONS
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private volatile Detail detail = Detail.CHANGES;

  Terminal(OutputStream out, OutputStream err) {
    this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  void show(Detail wanted) {
    detail = wanted;
  }

  /** Prints the address: the first line, and alone on it, for programs that wait for it. */
  void serving(URI url) {
    out.println(url);
  }

  /** Prints the tag for pages that the server does not serve. */
  void tag(URI client) {
    if (detail != Detail.PROBLEMS) {
      err.println("Tag for pages of another origin: <script src=\"" + client + "\"></script>");
    }
  }

  /** Prints how other machines reach the server. */
  void invite(boolean token, List<Address> addresses) {
    noticed(Invitation.warning(token));
    if (detail != Detail.PROBLEMS) {
      err.print(Invitation.lines(addresses));
      err.flush();
    }
  }

  /** Prints a problem that ends the command. */
  void failed(Notice notice, Throwable cause) {
    noticed(notice);
    if (detail == Detail.REASONS) {
      cause.printStackTrace(err);
    }
  }

  @Override
  public void shown(Outcome outcome) {
    if (detail != Detail.PROBLEMS) {
      out.println(Lines.outcome(outcome));
    }
    if (detail == Detail.REASONS) {
      outcome.shown().forEach(tab -> err.println(Lines.reason(tab)));
    }
  }

  @Override
  public void noticed(Notice notice) {
    err.println(Lines.printable(notice.toString()));
  }

  @Override
  public void ignored(Path path, String reason) {
    if (detail == Detail.REASONS) {
      err.println(Lines.printable("ignored " + path + " (" + reason + ")"));
    }
  }
}
