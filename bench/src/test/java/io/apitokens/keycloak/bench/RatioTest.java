package io.apitokens.keycloak.bench;

import java.util.ArrayList;
import java.util.List;

import io.apitokens.keycloak.bench.Measurement.Point;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RatioTest {

    private static final Point STOCK = new Point(1_000, 16, Kind.JWT);
    private static final Point API_TOKEN = STOCK.of(Kind.API_TOKEN);

    /** A slow round is slow for both measurements of a pair. */
    @Test
    void isOfTheSameRounds() {
        List<Measurement> all = new ArrayList<>(FiguresTest.rounds(STOCK, 400, 800, 400));
        all.addAll(FiguresTest.rounds(API_TOKEN, 200, 400, 200));
        assertThat(Ratio.of(all).get(API_TOKEN)).isEqualTo(new Ratio(0.5, 0, 3)).hasToString("0.50 ±0.00");
        assertThat(Ratio.of(all).get(STOCK).mean()).isEqualTo(1);
    }

    @Test
    void spreadIsThatOfTheMean() {
        Ratio ratio = Ratio.of(List.of(0.5, 0.6, 0.7));
        assertThat(ratio.mean()).isCloseTo(0.6, within(1e-9));
        assertThat(ratio.spread()).isCloseTo(4.303 * 0.1 / Math.sqrt(3), within(1e-4));
        assertThat(ratio.isKnown()).isFalse();
    }

    @Test
    void moreRoundsMakeItKnown() {
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rounds.add(i % 2 == 0 ? 0.5 : 0.6);
        }
        assertThat(Ratio.of(rounds.subList(0, 4)).isKnown()).isFalse();
        assertThat(Ratio.of(rounds).isKnown()).isTrue();
    }

    @Test
    void oneRoundTellsNothingOfTheSpread() {
        assertThat(Ratio.of(List.of(0.5)).isKnown()).isFalse();
        assertThat(Ratio.of(List.of(0.5))).hasToString("0.50");
    }

    @Test
    void isMissingWithoutAStockIntrospection() {
        assertThat(Ratio.of(FiguresTest.rounds(API_TOKEN, 200))).isEmpty();
    }
}
