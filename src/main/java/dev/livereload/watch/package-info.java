/**
 * Watching: folders come in, {@link dev.livereload.event.ChangeBatch}es go out, one a save.
 *
 * <p>The data path: a {@link ChangeSource} says <em>where to look</em>, and may say so too often or
 * too early; {@link Coalescer} looks at the disk, waits until what it sees holds still, compares it
 * with what was announced last ({@link ContentIndex}) and tells the difference. So a source that is
 * wrong costs a look, never a wrong change. All state belongs to the engine's one thread.
 *
 * <p>May import {@code java.*}, {@code dev.livereload.event} and, alone in this program, {@code
 * io.methvin} (in {@link DirectoryWatcherSource}) and {@code com.sun.jna} (in {@link ReadLease}).
 */
@NullMarked
package dev.livereload.watch;

import org.jspecify.annotations.NullMarked;
