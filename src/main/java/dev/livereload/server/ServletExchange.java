package dev.livereload.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** In any container, by the servlet API alone. */
record ServletExchange(HttpServletRequest request, HttpServletResponse response)
    implements Exchange {

  @Override
  public void until(Supplier<? extends CompletableFuture<?>> start) {
    AsyncContext open = request.startAsync();
    open.setTimeout(0);
    var unused = start.get().whenComplete((done, failure) -> end(open, failure));
  }

  private void end(AsyncContext open, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    try {
      // A reader that left is no mistake.
      if (cause != null && !(cause instanceof IOException)) {
        request.getServletContext().log("livereload", cause);
        if (!response.isCommitted()) {
          response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
      }
      open.complete();
    } catch (IllegalStateException e) {
      // The container has ended it already, because the reader left or the application ends.
      return;
    }
  }

  @Override
  public Executor threads() {
    return task -> request.getAsyncContext().start(task);
  }
}
