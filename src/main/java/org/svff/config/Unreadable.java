package org.svff.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.svff.world.Trouble;

/** Why a text file that somebody named cannot be read, in words: an exception's own are names of classes. */
public final class Unreadable {
    private Unreadable() {}

    /**
     * The trouble.
     *
     * @param tried e.g. {@code read the file}
     * @param e what reading it ended with
     */
    public static Trouble trouble(Path path, String tried, IOException e) {
        String name = path.toString();
        if (e instanceof NoSuchFileException) {
            return new Trouble(name, tried, "there is no such file", "check the path");
        }
        if (e instanceof AccessDeniedException) {
            return new Trouble(name, tried, "permission denied", "make it readable for this user");
        }
        if (e instanceof CharacterCodingException) {
            return new Trouble(name, tried, "it is not UTF-8 text", "save it as UTF-8");
        }
        if (Files.isDirectory(path)) {
            return new Trouble(name, tried, "it is a folder", "name the file in it");
        }
        return new Trouble(name, tried, String.valueOf(e.getMessage()), "");
    }
}
