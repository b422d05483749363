package org.svff.world;

/**
 * The image that a card is known to run.
 *
 * @param name as images are named
 * @param sha256 of its file when it was loaded, 64 hexadecimal digits: a file of the same name may be another by now
 */
public record LoadedImage(String name, String sha256) {}
