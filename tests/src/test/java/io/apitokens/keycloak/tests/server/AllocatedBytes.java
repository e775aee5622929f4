package io.apitokens.keycloak.tests.server;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import jakarta.ws.rs.GET;

import com.sun.management.ThreadMXBean;

/** Returns the bytes that the server's threads have allocated since they began, by the JVM's own count. */
public class AllocatedBytes {

    /** The last count of each thread. Those of threads that have ended stay, so that the sum never falls. */
    private static final Map<Long, Long> COUNTS = new HashMap<>();

    /** Returns the sum of all threads that were ever counted. */
    @GET
    public String sum() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        synchronized (COUNTS) {
            for (int i = 0; i < ids.length; i++) {
                COUNTS.merge(ids[i], Math.max(0, bytes[i]), Math::max);
            }
            return Long.toString(
                    COUNTS.values().stream().mapToLong(Long::longValue).sum());
        }
    }
}
