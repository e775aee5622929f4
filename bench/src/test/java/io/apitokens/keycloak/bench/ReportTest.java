package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import io.apitokens.keycloak.bench.Measurement.Point;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the three formats of the results. */
class ReportTest {

    private static final List<Measurement> ALL = Stream.of(
                    FiguresTest.rounds(new Point(1_000, 16, Kind.JWT), 400),
                    FiguresTest.rounds(new Point(1_000, 16, Kind.API_TOKEN), 200),
                    FiguresTest.rounds(new Point(100_000, 16, Kind.JWT), 400),
                    FiguresTest.rounds(new Point(100_000, 16, Kind.API_TOKEN), 300),
                    FiguresTest.rounds(new Point(100_000, 1, Kind.EXCHANGE), 800))
            .flatMap(List::stream)
            .toList();

    @Test
    void tableTellsRatiosToTheStockIntrospection() {
        assertThat(Table.of(ALL).lines())
                .filteredOn(line -> line.startsWith("(c) introspect"))
                .satisfiesExactly(line -> assertThat(line).endsWith(" 0.50"), line -> assertThat(line)
                        .endsWith(" 0.75"));
    }

    @Test
    void tableTellsNoRatioToWhatWasNotMeasured() {
        assertThat(Table.of(ALL).lines().map(String::strip))
                .filteredOn(line -> line.startsWith("(e)"))
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith(" 80"));
    }

    @Test
    void tableTellsTheRatioOfForwardAuthenticationToAnIntrospectionOfTheSameRounds() {
        List<Measurement> all = Stream.of(
                        FiguresTest.rounds(new Point(1_000, 16, Kind.API_TOKEN), 100, 200, 999),
                        FiguresTest.rounds(new Point(1_000, 16, Kind.FORWARD), 110, 220))
                .flatMap(List::stream)
                .toList();
        assertThat(Table.of(all)).contains("(h) to (c) is 1.10 ±0.00, known to ±0.03 after 2 paired rounds");
    }

    @Test
    void csvHasALineForEachMeasurement() {
        assertThat(Csv.of(ALL).lines())
                .hasSize(1 + ALL.size())
                .contains("MAIN,JWT,1000,16,1,1000,2.000,500.0,3.000,9.000,400.0,40.0");
    }

    @Test
    void chartHasALineForEachIntrospection() throws ParserConfigurationException, SAXException, IOException {
        Document chart = parse(Chart.of(Figures.of(ALL), 16));

        assertThat(chart.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(chart.getDocumentElement().getTextContent())
                .contains("1,000", "100,000", Kind.JWT.title(), Kind.API_TOKEN.title())
                .doesNotContain(Kind.EXCHANGE.title());
    }

    @Test
    void chartOfOneNumberHasItsPoint() throws ParserConfigurationException, SAXException, IOException {
        Document chart = parse(Chart.of(Figures.of(ALL.subList(0, 2)), 16));

        assertThat(chart.getDocumentElement().getTextContent()).contains("1,000");
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
