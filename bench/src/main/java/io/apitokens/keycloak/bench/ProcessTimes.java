package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** CPU times that Java does not tell. */
final class ProcessTimes {

    /** Of cutime and cstime in proc(5), counted after the name of the command, which can hold anything. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    /** USER_HZ, which Linux has as 100 on every common platform. */
    private static final Duration TICK = Duration.ofMillis(10);

    private ProcessTimes() {}

    /** CPU time of those children that have ended; zero on systems that do not keep it as Linux does. */
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
