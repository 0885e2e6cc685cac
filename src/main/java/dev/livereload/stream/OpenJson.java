package dev.livereload.stream;

import dev.livereload.event.Problem.Place;

/** The place in a source that a page asks to have opened, as JSON. Pure. */
public final class OpenJson {

  private OpenJson() {}

  /**
   * Reads a place. Fields that it does not know are passed over.
   *
   * @throws BadReportException if it is no JSON object, or a field is missing or not what it must
   *     be
   */
  public static Place read(String json) throws BadReportException {
    JsonFields fields = JsonFields.parse(json);
    String file = fields.text("file", PublishJson.MAX_TEXT);
    if (file.isBlank()) {
      throw JsonFields.bad("file", "the path of a file");
    }
    return new Place(
        file,
        (int) fields.number("line", Integer.MAX_VALUE),
        (int) fields.number("column", Integer.MAX_VALUE));
  }
}
