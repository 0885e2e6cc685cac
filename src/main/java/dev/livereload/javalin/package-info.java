/**
 * Within an application of Javalin 7: the filter of {@code servlet}, before its servlet.
 *
 * <p>May import {@code servlet}; besides {@code server} the only importer of Javalin.
 */
@NullMarked
package dev.livereload.javalin;

import org.jspecify.annotations.NullMarked;
