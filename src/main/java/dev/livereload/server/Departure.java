package dev.livereload.server;

/** Notices that a reader stops sending while it waits for an answer that takes long. */
interface Departure {

  /** Nobody notices: what is written next fails. */
  Departure UNNOTICED =
      new Departure() {
        @Override
        public void listen() {
          // There is nothing to listen to.
        }

        @Override
        public void stop() {
          // It never began.
        }
      };

  /** Listens from now on. Does nothing after {@link #stop}. */
  void listen();

  /** Ends it. To be called before the answer is complete. */
  void stop();
}
