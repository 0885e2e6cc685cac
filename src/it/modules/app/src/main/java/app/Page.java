package app;

import lib.Greeting;

final class Page {

  private Page() {}

  static String title() {
    return Greeting.text();
  }
}
