package io.apitokens.keycloak.tests.server;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

import jakarta.ws.rs.GET;

import com.sun.management.ThreadMXBean;

/** Returns the bytes that the server's threads have allocated since they began, by the JVM's own count. */
public class AllocatedBytes {

    /** Returns the sum of all live threads. Threads that handle requests outlive a test. */
    @GET
    public String sum() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
        return Long.toString(LongStream.of(bytes).filter(count -> count > 0).sum());
    }
}
