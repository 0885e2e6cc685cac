package dev.livereload.watch;

/** Whether anybody has a file open for writing. */
enum Writers {
  NONE,
  SOME,
  /** The system does not tell. */
  UNKNOWN
}
