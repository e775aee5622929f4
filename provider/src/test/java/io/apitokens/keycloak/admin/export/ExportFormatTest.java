package io.apitokens.keycloak.admin.export;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExportFormatTest {

    @Test
    void csvHasAsManyCellsInARowAsInTheHeader() {
        String line = ExportFormat.CSV.line(row("a, b"));
        assertThat(line)
                .isEqualTo("id,\"a, b\",\"kcat_…9fQx\",\"user\",\"alice\",\"notes\",false,\"notes:read notes:write\","
                        + "active,1970-01-01T00:00:00Z,,1970-01-01T00:00:01Z,,,,,0_id\r\n");
        assertThat(line.replace("a, b", "a b").split(",", -1))
                .hasSameSizeAs(ExportFormat.CSV.header().split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "  =1",
                "＝1",
                "=cmd|' /C calc'!A0",
                "\u00A0=1",
                "\u200B=1",
                "\uFEFF=1",
                "\u2060 \u3000＋1",
                "\u0000=1",
                "\u00AD-1",
                "－1",
                "＠A"
            })
    void formulaBecomesText(String label) {
        assertThat(ExportFormat.CSV.line(row(label))).contains(",\"'" + label + "\",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x;=1+1|x;'=1+1",
                "x; =1|x; '=1",
                "a\";=1;\"b|a\"\";'=1;\"\"b",
                "x;\"=1|x;\"\"'=1",
                "x;y-1|x;y-1",
                "x;\u00A0=1|x;\u00A0'=1",
                "x;\uFEFF＝1|x;\uFEFF'＝1"
            })
    void formulaAfterASeparatorBecomesText(String label, String cell) {
        assertThat(ExportFormat.CSV.line(row(label))).contains(",\"" + cell + "\",");
    }

    @ParameterizedTest
    @CsvSource({"a-b, a-b", "'a\"b', 'a\"\"b'", "夜間, 夜間", "1+1, 1+1", "\u00A0a=1, \u00A0a=1", "\u200Ba, \u200Ba"})
    void otherTextStaysAsItIs(String label, String cell) {
        assertThat(ExportFormat.CSV.line(row(label))).contains(",\"" + cell + "\",");
    }

    @Test
    void formulaAfterATabOrALineBreakBecomesText() {
        assertThat(ExportFormat.CSV.line(row("\t=1"))).contains(",\"'\t'=1\",");
        assertThat(ExportFormat.CSV.line(row(" \r@SUM(A1)"))).contains(",\"' \r'@SUM(A1)\",");
        assertThat(ExportFormat.CSV.line(row("x\t=1"))).contains(",\"x\t'=1\",");
        assertThat(ExportFormat.CSV.line(row("x\n-1"))).contains(",\"x\n'-1\",");
    }

    @Test
    void quotedLineBreakStaysInItsCell() {
        assertThat(ExportFormat.CSV.line(row("a\nb"))).contains("\"a\nb\"").endsWith("0_id\r\n");
    }

    @Test
    void ndjsonIsOneLineWithoutEmptyMembers() {
        assertThat(ExportFormat.NDJSON.line(row("=1\n")))
                .isEqualTo("{\"id\":\"id\",\"label\":\"=1\\n\",\"hint\":\"kcat_…9fQx\",\"userId\":\"user\","
                        + "\"username\":\"alice\",\"clientId\":\"notes\",\"everything\":false,"
                        + "\"scopes\":[\"notes:read\",\"notes:write\"],\"status\":\"active\",\"createdTimestamp\":0,"
                        + "\"lastUsedTimestamp\":1000,\"cursor\":\"0_id\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CSV", "xlsx"})
    void otherFormatsAreUnknown(String name) {
        assertThat(ExportFormat.of(name)).isNull();
    }

    private static ExportRow row(String label) {
        return new ExportRow(
                "id",
                label,
                "kcat_…9fQx",
                "user",
                "alice",
                "notes",
                false,
                List.of("notes:read", "notes:write"),
                "active",
                0,
                null,
                1000L,
                null,
                null,
                null,
                null,
                "0_id");
    }
}
