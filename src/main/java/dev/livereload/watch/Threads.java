package dev.livereload.watch;

/** How the threads of this package are made. */
final class Threads {

  private Threads() {}

  /** Returns a thread that does not keep the program alive. */
  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
