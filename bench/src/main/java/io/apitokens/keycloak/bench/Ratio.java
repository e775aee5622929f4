package io.apitokens.keycloak.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.apitokens.keycloak.bench.Measurement.Point;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The cost of a request in comparison with another request of the same round.
 *
 * @param mean of the rounds
 * @param spread half of the interval that holds the true mean with 95% confidence; infinite after one round
 */
record Ratio(double mean, double spread, int rounds) {

    /** The quantile of a two-sided interval with 95% confidence. */
    private static final double QUANTILE = 0.975;

    /** The maximum spread of a known ratio. */
    private static final double KNOWN = 0.03;

    /** Returns the ratios of all points to the stock introspection in the same rounds. */
    static Map<Point, Ratio> of(Collection<Measurement> measurements) {
        Map<Point, Ratio> ratios = new LinkedHashMap<>();
        measurements.stream().map(Measurement::point).distinct().forEach(point -> of(point, Kind.JWT, measurements)
                .ifPresent(ratio -> ratios.put(point, ratio)));
        return ratios;
    }

    /** Returns the ratio of one point to another kind of request, from the rounds that have both. */
    static Optional<Ratio> of(Point point, Kind other, Collection<Measurement> measurements) {
        List<Double> rounds = measurements.stream()
                .filter(measurement -> measurement.point().equals(point))
                .flatMap(measurement ->
                        sameRound(measurement, other, measurements)
                                .map(basis -> measurement.micros() / basis.micros())
                                .stream())
                .toList();
        return rounds.isEmpty() ? Optional.empty() : Optional.of(of(rounds));
    }

    static Ratio of(List<Double> rounds) {
        SummaryStatistics statistics = new SummaryStatistics();
        rounds.forEach(statistics::addValue);
        int count = rounds.size();
        if (count == 1) {
            return new Ratio(statistics.getMean(), Double.POSITIVE_INFINITY, 1);
        }
        double student = new TDistribution(count - 1).inverseCumulativeProbability(QUANTILE);
        return new Ratio(statistics.getMean(), student * statistics.getStandardDeviation() / Math.sqrt(count), count);
    }

    boolean isKnown() {
        return spread <= KNOWN;
    }

    private static Optional<Measurement> sameRound(Measurement measurement, Kind kind, Collection<Measurement> all) {
        Point point = measurement.point().of(kind);
        return all.stream()
                .filter(other -> other.point().equals(point) && other.round() == measurement.round())
                .findFirst();
    }

    @Override
    public String toString() {
        return Double.isInfinite(spread)
                ? String.format(Locale.ROOT, "%.2f", mean)
                : String.format(Locale.ROOT, "%.2f ±%.2f", mean, spread);
    }
}
