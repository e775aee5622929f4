package io.apitokens.keycloak.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.apitokens.keycloak.bench.Measurement.Point;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FiguresTest {

    private static final Point POINT = new Point(1_000, 16, Kind.JWT);

    /**
     * Returns the measurements of rounds with these microseconds of the server, and a tenth of that of the database.
     */
    static List<Measurement> rounds(Point point, int... micros) {
        return IntStream.range(0, micros.length)
                .mapToObj(round -> new Measurement(
                        point,
                        round + 1,
                        new Outcome(1_000, Duration.ofSeconds(2), Duration.ofMillis(3), Duration.ofMillis(9)),
                        Duration.ofMillis(micros[round]),
                        Duration.ofMillis(micros[round] / 10)))
                .toList();
    }

    @Test
    void areOfOneRequest() {
        Figures figures = Figures.of(rounds(POINT, 400)).get(POINT);

        assertThat(figures.requestsPerSecond()).isEqualTo(500);
        assertThat(figures.medianMillis()).isEqualTo(3);
        assertThat(figures.p99Millis()).isEqualTo(9);
        assertThat(figures.serverMicros()).isEqualTo(400);
        assertThat(figures.databaseMicros()).isEqualTo(40);
        assertThat(figures.micros()).isEqualTo(440);
    }

    @Test
    void areThoseOfTheMiddleRound() {
        assertThat(Figures.of(rounds(POINT, 900, 100, 300)).get(POINT).serverMicros())
                .isEqualTo(300);
    }

    @Test
    void areBetweenTheMiddleRoundsWhereThereAreTwo() {
        assertThat(Figures.of(rounds(POINT, 900, 100, 300, 400)).get(POINT).serverMicros())
                .isCloseTo(350, within(0.001));
    }

    @Test
    void areThoseOfEachPoint() {
        Point other = new Point(1_000, 16, Kind.API_TOKEN);
        List<Measurement> both = new ArrayList<>(rounds(POINT, 400));
        both.addAll(rounds(other, 200));

        Map<Point, Figures> figures = Figures.of(both);

        assertThat(figures.keySet()).containsExactly(POINT, other);
        assertThat(figures.get(other).serverMicros()).isEqualTo(200);
    }
}
