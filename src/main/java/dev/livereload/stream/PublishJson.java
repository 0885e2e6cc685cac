package dev.livereload.stream;

import com.grack.nanojson.JsonWriter;
import dev.livereload.event.EventId;
import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An event that a build tool reports as JSON, as {@code docs/protocol.md} has it. Pure. */
public final class PublishJson {

  /** Characters of a name. */
  static final int MAX_NAME = 100;

  /** Characters of any other text. */
  static final int MAX_TEXT = 8_000;

  /** Milliseconds that a build may have taken: a day. */
  private static final long MAX_TIME = 86_400_000;

  private PublishJson() {}

  /**
   * Reads an event. Fields that it does not know are passed over.
   *
   * @param run the name of the run of the server, which is the hash where a tool gives none
   * @throws BadReportException if it is no JSON object, or a field is missing or not what it must
   *     be
   */
  public static LiveEvent read(String json, String run) throws BadReportException {
    JsonFields fields = JsonFields.parse(json);
    return switch (fields.text("type", MAX_NAME)) {
      case "building" -> new Building(name(fields), fields.texts("files", MAX_TEXT));
      case "built" -> built(fields, run);
      case "change" -> change(fields);
      case "reload" ->
          new Reload(
              fields.text("reason", MAX_TEXT, "a build tool asked for it"),
              fields.trueUnlessFalse("patch"));
      default -> throw JsonFields.bad("type", "building, built, change or reload");
    };
  }

  /** Returns the answer to who reported an event. */
  public static String answer(EventId id) {
    return JsonWriter.string().object().value("id", id.toString()).end().done();
  }

  private static Built built(JsonFields fields, String run) throws BadReportException {
    List<Problem> problems = new ArrayList<>(problems(fields, "errors", Severity.ERROR));
    problems.addAll(problems(fields, "warnings", Severity.WARNING));
    Duration time = Duration.ofMillis(fields.number("time", MAX_TIME));
    return new Built(name(fields), time, fields.text("hash", MAX_NAME, run), problems);
  }

  private static Change change(JsonFields fields) throws BadReportException {
    Change change =
        new Change(urls(fields, "added"), urls(fields, "removed"), urls(fields, "updated"));
    if (change.isEmpty()) {
      throw JsonFields.bad("updated", "a list of URL paths, unless added or removed has one");
    }
    return change;
  }

  private static String name(JsonFields fields) throws BadReportException {
    String name = fields.text("name", MAX_NAME);
    if (name.isBlank()) {
      throw JsonFields.bad("name", "what tells the build from others");
    }
    return name;
  }

  private static List<UrlPath> urls(JsonFields fields, String field) throws BadReportException {
    List<UrlPath> urls = new ArrayList<>();
    for (String text : fields.texts(field, MAX_TEXT)) {
      String where = field + "[" + urls.size() + "]";
      Optional<UrlPath> url = text.startsWith("/") ? UrlPath.ROOT.resolve(text) : Optional.empty();
      urls.add(
          url.orElseThrow(() -> JsonFields.bad(where, "the path of a URL, such as /css/a.css")));
    }
    return urls;
  }

  // A message alone may stand for a problem, as tools of webpack's kind have it.
  private static List<Problem> problems(JsonFields fields, String field, Severity severity)
      throws BadReportException {
    List<Problem> problems = new ArrayList<>();
    for (JsonFields problem : fields.objects(field, "message")) {
      problems.add(
          new Problem(
              severity,
              problem.text("message", MAX_TEXT),
              place(problem),
              problem.text("frame", MAX_TEXT, "")));
    }
    return problems;
  }

  private static Optional<Place> place(JsonFields problem) throws BadReportException {
    if (!problem.has("file")) {
      return Optional.empty();
    }
    return Optional.of(
        new Place(
            problem.text("file", MAX_TEXT),
            (int) problem.number("line", Integer.MAX_VALUE),
            (int) problem.number("column", Integer.MAX_VALUE)));
  }
}
