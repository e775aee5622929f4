package io.apitokens.keycloak.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

    private static final int LOWEST = 20_000;

    /** The lowest outgoing port of Linux. Other systems begin higher. */
    private static final int OUTGOING = 32_768;

    private Ports() {}

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Like a server, ignores connections that linger after the last run.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the port, or a free one for 0. */
    static int resolve(int port) {
        return port == 0 ? free() : port;
    }

    /**
     * Returns a port that is not in use. It is below the ports of outgoing connections, one of which could take it
     * before the server listens, or between two starts.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(LOWEST, OUTGOING)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }
}
