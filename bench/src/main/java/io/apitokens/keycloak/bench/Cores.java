package io.apitokens.keycloak.bench;

import java.io.IOException;

/**
 * Keeps the load generator away from the cores of the servers. A process inherits the cores of its parent, so this
 * process changes its own only after the servers have started.
 */
final class Cores {

    private static final int ENOUGH = 4;
    private static final String OF_SERVERS = "0,1";

    private final int count = Runtime.getRuntime().availableProcessors();
    private final boolean separate = count >= ENOUGH && moveTo(OF_SERVERS);

    /** Moves this process to other cores. Call it when the servers run. */
    void leaveToServers() {
        if (separate) {
            moveTo("2-" + (count - 1));
        }
    }

    String description() {
        return separate
                ? "Servers on cores %s, the load generator on 2-%d.".formatted(OF_SERVERS, count - 1)
                : ("Servers and load generator share %d cores: throughput and latency are those of both, CPU time is"
                                + " the servers' own.")
                        .formatted(count);
    }

    private static boolean moveTo(String cores) {
        try {
            return new ProcessBuilder(
                                    "taskset",
                                    "-acp",
                                    cores,
                                    Long.toString(ProcessHandle.current().pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no taskset on this system.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
