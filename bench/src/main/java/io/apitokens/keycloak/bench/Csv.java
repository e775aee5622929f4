package io.apitokens.keycloak.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes every single measurement, for other calculations. */
final class Csv {

    private static final String HEAD = "case,request,api_tokens,connections,round,requests,seconds,requests_per_second,"
            + "p50_ms,p99_ms,server_cpu_us,database_cpu_us\n";

    private Csv() {}

    static String of(Collection<Measurement> measurements) {
        return measurements.stream().map(Csv::line).collect(Collectors.joining("\n", HEAD, "\n"));
    }

    private static String line(Measurement measurement) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%d,%d,%.3f,%.1f,%.3f,%.3f,%.1f,%.1f",
                measurement.point().met(),
                measurement.point().kind(),
                measurement.point().rows(),
                measurement.point().connections(),
                measurement.round(),
                measurement.outcome().requests(),
                measurement.outcome().elapsed().toMillis() / 1000.0,
                measurement.requestsPerSecond(),
                measurement.medianMillis(),
                measurement.p99Millis(),
                measurement.serverMicros(),
                measurement.databaseMicros());
    }
}
