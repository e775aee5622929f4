package io.apitokens.keycloak.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs preparations in parallel that would take too long one by one. */
final class Parallel {

    private static final int THREADS = 8;

    private Parallel() {}

    /** Returns the results of a task for the numbers below a limit, in their order. */
    static <T> List<T> map(int limit, IntFunction<T> task) {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> tasks = IntStream.range(0, limit)
                    .mapToObj(i -> (Callable<T>) () -> task.apply(i))
                    .toList();
            List<T> results = new ArrayList<>(limit);
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } finally {
            executor.shutdownNow();
        }
    }
}
