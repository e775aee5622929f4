package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads CPU times that Java does not provide. */
final class ProcessTimes {

    /**
     * The position of cutime in proc(5), after the name of the command, which can contain any character. The next is
     * cstime.
     */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    /** USER_HZ, which is 100 on every common platform of Linux. */
    private static final Duration TICK = Duration.ofMillis(10);

    private ProcessTimes() {}

    /** Returns the CPU time of the children that have ended; zero on systems without Linux's files. */
    static Duration ofEndedChildren(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return Files.exists(file) ? ofEndedChildren(Files.readString(file)) : Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Duration ofEndedChildren(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return TICK.multipliedBy(Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]));
    }
}
