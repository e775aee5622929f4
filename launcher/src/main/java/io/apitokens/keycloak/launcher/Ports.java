package io.apitokens.keycloak.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

    private static final int LOWEST = 20_000;

    /** The first of Linux; others have higher ones. */
    private static final int OUTGOING = 32_768;

    private Ports() {}

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As a server would: a connection that lingers after the last run does not matter.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port itself, or a free one for 0. */
    static int resolve(int port) {
        return port == 0 ? free() : port;
    }

    /**
     * One that nobody uses, below those that systems give to outgoing connections: one of these could take it before a
     * server does, while the server starts or between two starts.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, OUTGOING)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }
}
