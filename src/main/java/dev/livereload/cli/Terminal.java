package dev.livereload.cli;

import dev.livereload.BuildLines;
import dev.livereload.JsonLines;
import dev.livereload.Lines;
import dev.livereload.LiveReloadListener;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.Notice;
import dev.livereload.event.Outcome;
import dev.livereload.server.Address;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final List<Runnable> beforeServing = new ArrayList<>();
  private boolean serving;
  private volatile Detail detail = Detail.CHANGES;
  private volatile boolean colours;
  private volatile boolean json;

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

  /** Prints what commands print in their colours. */
  void colours(boolean on) {
    colours = on;
  }

  boolean hasColours() {
    return colours;
  }

  /** Prints events as JSON, and nothing else of them. */
  void json(boolean on) {
    json = on;
  }

  /** Prints the address: the first line, and alone on it, for programs that wait for it. */
  synchronized void serving(URI url) {
    out.println(url);
    serving = true;
    beforeServing.forEach(Runnable::run);
    beforeServing.clear();
  }

  // Nothing comes before the address, for which programs wait.
  private synchronized void print(Runnable line) {
    if (serving) {
      line.run();
    } else {
      beforeServing.add(line);
    }
  }

  /** Prints the tag for pages that the server does not serve. */
  void tag(URI client) {
    if (detail != Detail.PROBLEMS) {
      err.println("Tag for pages of another origin: <script src=\"" + client + "\"></script>");
    }
  }

  /** Prints what is no problem, but good to know. */
  void remarked(Notice notice) {
    if (detail != Detail.PROBLEMS) {
      noticed(notice);
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
    if (json) {
      print(() -> out.println(JsonLines.outcome(outcome)));
    } else if (detail != Detail.PROBLEMS) {
      print(() -> out.println(Lines.outcome(outcome)));
    }
    if (detail == Detail.REASONS) {
      print(() -> outcome.shown().forEach(tab -> err.println(Lines.reason(tab))));
    }
  }

  @Override
  public void told(EventId id, LiveEvent event) {
    if (json) {
      print(() -> out.println(JsonLines.event(id, event)));
    } else if (event instanceof LiveEvent.Built built) {
      print(() -> built(built));
    } else if (event instanceof LiveEvent.Building building && detail == Detail.REASONS) {
      print(() -> out.println(BuildLines.begun(building)));
    }
  }

  private void built(LiveEvent.Built built) {
    if (detail != Detail.PROBLEMS || !built.errors().isEmpty()) {
      (detail == Detail.PROBLEMS ? err : out).println(BuildLines.built(built));
      BuildLines.problems(built).forEach(err::println);
    }
  }

  @Override
  public void printed(String source, String line) {
    if (detail != Detail.PROBLEMS) {
      print(() -> err.println(BuildLines.printed(line, colours)));
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
