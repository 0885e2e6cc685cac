package dev.livereload.server;

/**
 * What lies at a path, as the guard sees it.
 *
 * @param own whether it is one of the server's own paths, and no path of the site
 * @param shared whether pages of another origin may be let in to it
 * @param script whether it is a script that such pages load
 * @param report whether it takes what others report, by POST alone
 * @param keyed whether the path says the key of the site
 */
record Place(boolean own, boolean shared, boolean script, boolean report, boolean keyed) {

  /** Returns the same, asked for with the key. */
  Place withKey() {
    return new Place(own, shared, script, report, true);
  }
}
