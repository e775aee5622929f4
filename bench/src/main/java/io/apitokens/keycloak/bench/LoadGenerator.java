package io.apitokens.keycloak.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.hyperfoil.api.config.BaseSequenceBuilder;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.session.ObjectAccess;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.builders.StepCatalog;
import io.hyperfoil.core.handlers.SearchValidator;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.session.SessionFactory;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.steps.HttpRequestStepBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.netty.buffer.Unpooled;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends requests as fast as they are answered, on a number of connections that stay open. The work is Hyperfoil's, with
 * one thread, which leaves more of the machine to the server than a client with a thread for each connection.
 */
final class LoadGenerator {

    private static final String MESSAGE = "message";
    private static final String SEQUENCE = "request";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Http http;
    private final String url;

    /** @param url base URL of the server, without a slash at its end */
    LoadGenerator(String url) {
        this.url = url;
        this.http = new Http(url);
    }

    /** Sends requests for a time. */
    Outcome during(Duration duration, Load load, int connections) {
        BenchmarkBuilder benchmark = benchmark(connections);
        PhaseBuilder<?> phase = benchmark
                .addPhase(load.kind().name())
                .always(connections)
                .duration(duration.toMillis())
                .maxDuration(duration.plus(TIMEOUT).toMillis());
        return run(benchmark, phase.scenario().initialSequence(SEQUENCE), load);
    }

    /** Sends a number of requests, or a few less: each connection sends the same number. */
    Outcome times(int count, Load load, int connections) {
        int busy = Math.min(count, connections);
        BenchmarkBuilder benchmark = benchmark(busy);
        PhaseBuilder<?> phase = benchmark
                .addPhase(load.kind().name())
                .atOnce(busy)
                .maxDuration(TIMEOUT.multipliedBy(5).toMillis());
        BaseSequenceBuilder<?> turns = phase.scenario()
                .initialSequence(SEQUENCE)
                .step(StepCatalog.SC)
                .loop("turn", count / busy)
                .steps();
        return run(benchmark, turns, load);
    }

    private BenchmarkBuilder benchmark(int connections) {
        return BenchmarkBuilder.builder()
                .name("bench")
                .addPlugin(HttpPluginBuilder::new)
                .ergonomics()
                .repeatCookies(false)
                .userAgentFromSession(false)
                .stopOnInvalid(false)
                .endErgonomics()
                .http()
                // The whole URL: without the port in the header Host, the server would use another URL.
                .host(url)
                .sharedConnections(connections)
                .endHttp()
                .endPlugin()
                .threads(1);
    }

    private Outcome run(BenchmarkBuilder benchmark, BaseSequenceBuilder<?> sequence, Load load) {
        ObjectAccess message = SessionFactory.objectAccess(MESSAGE);
        DrawStep draw = new DrawStep(message, load.messages());
        describe(sequence, load, message, draw);
        StatisticsSnapshot all = new StatisticsSnapshot();
        LocalSimulationRunner runner = new LocalSimulationRunner(
                benchmark.build(), (ended, step, metric, part, countDown) -> all.add(part), null, null);
        runner.run();
        // Hyperfoil's own times are rounded to the whole seconds in which requests began.
        Duration elapsed = Duration.ofNanos(System.nanoTime() - draw.begin());
        if (all.invalid + all.errors() > 0 || all.responseCount == 0) {
            throw new IllegalStateException(failure(load, all));
        }
        return new Outcome(
                all.responseCount,
                elapsed,
                Duration.ofNanos(all.histogram.getValueAtPercentile(50)),
                Duration.ofNanos(all.histogram.getValueAtPercentile(99)));
    }

    private static void describe(BaseSequenceBuilder<?> sequence, Load load, ObjectAccess message, DrawStep draw) {
        HttpRequestStepBuilder request =
                sequence.step(draw).step(HttpStepCatalog.SC).httpRequest(HttpMethod.POST);
        request.method(() -> session -> HttpMethod.valueOf(((Message) message.getObject(session)).method()))
                .path(session -> ((Message) message.getObject(session)).path())
                .body((session, connection) -> Unpooled.wrappedBuffer(
                        ((Message) message.getObject(session)).body().getBytes(UTF_8)))
                .headerAppender((session, writer) -> {
                    Message drawn = (Message) message.getObject(session);
                    if (drawn.authorization() != null) {
                        writer.putHeader("Authorization", drawn.authorization());
                    }
                    if (drawn.apiAuthorization() != null) {
                        writer.putHeader("Api-Authorization", drawn.apiAuthorization());
                    }
                    if (drawn.contentType() != null) {
                        writer.putHeader("Content-Type", drawn.contentType());
                    }
                })
                .timeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        int status = load.expected().status();
        request.handler().status((answered, found) -> {
            if (found != status) {
                answered.markInvalid();
            }
        });
        String text = load.expected().text();
        if (text != null) {
            request.handler().body(fragmented -> new SearchValidator(text, matches -> matches == 1));
        }
    }

    /** Repeats the request by hand, to show its answer. */
    private String failure(Load load, StatisticsSnapshot all) {
        return "%s: %d of %d requests failed (%d unexpected answers, %d connections, %d timeouts, %d errors); one more: %s"
                .formatted(
                        load.kind().title(),
                        all.invalid + all.errors(),
                        all.requestCount,
                        all.invalid,
                        all.connectionErrors,
                        all.requestTimeouts,
                        all.internalErrors,
                        http.send(load.messages().get()));
    }
}
