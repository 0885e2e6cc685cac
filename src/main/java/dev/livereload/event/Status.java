package dev.livereload.event;

/**
 * What the server is doing at one moment.
 *
 * @param now the id of the newest event
 * @param tabs readers that listen: open streams, and polls that wait. Tabs of a browser that share
 *     one stream are one reader
 * @param folders watched folders with a file in them or below
 * @param files watched files
 */
public record Status(EventId now, int tabs, int folders, int files) {}
