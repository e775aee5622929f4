package io.apitokens.keycloak.tests.run;

import java.time.Duration;
import java.util.stream.Stream;

/** Measures the CPU time of this process and of its running children: servers, databases, browsers. */
final class CpuTime {

    private CpuTime() {}

    static Duration now() {
        ProcessHandle own = ProcessHandle.current();
        return Stream.concat(Stream.of(own), own.descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
