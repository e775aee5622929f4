package io.apitokens.keycloak.admin.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.util.JsonSerialization;

/** The format of an export. */
public enum ExportFormat {
    /** RFC 4180, with a header line. Times are ISO 8601 in UTC. */
    CSV("text/csv;charset=UTF-8", "csv") {
        @Override
        public String header() {
            return "id,label,hint,userId,username,clientId,everything,scopes,status,created,expires,lastUsed,lastUsedBy,"
                    + "rotated,revoked,revokedReason,cursor\r\n";
        }

        @Override
        public String line(ExportRow row) {
            return Stream.of(
                            row.id(),
                            text(row.label()),
                            text(row.hint()),
                            text(row.userId()),
                            text(row.username()),
                            text(row.clientId()),
                            String.valueOf(row.everything()),
                            text(String.join(" ", row.scopes())),
                            row.status(),
                            time(row.createdTimestamp()),
                            time(row.expiresTimestamp()),
                            time(row.lastUsedTimestamp()),
                            text(row.lastUsedBy()),
                            time(row.rotatedTimestamp()),
                            time(row.revokedTimestamp()),
                            row.revokedReason() == null ? "" : row.revokedReason(),
                            row.cursor())
                    .collect(Collectors.joining(",", "", "\r\n"));
        }
    },
    /** A JSON object in each line. */
    NDJSON("application/x-ndjson", "ndjson") {
        @Override
        public String header() {
            return "";
        }

        @Override
        public String line(ExportRow row) {
            try {
                return JsonSerialization.writeValueAsString(row) + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** A spreadsheet takes a cell that begins with one of these for a formula. */
    private static final String FORMULA = "[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]";

    /** White space and invisible characters. Spreadsheets remove some of them before they look for a formula. */
    private static final String IGNORED = "\\s\\p{Z}\\p{Cc}\\p{Cf}";

    private static final Pattern FORMULA_AT_THE_START =
            Pattern.compile("^(?=[\t\r\n]|[" + IGNORED + "]*" + FORMULA + ")");

    /**
     * In some countries, a spreadsheet separates the cells of a CSV file at semicolons, or at tabs, even within quotes.
     * Then a line also ends within quotes.
     */
    private static final Pattern FORMULA_AFTER_A_SEPARATOR =
            Pattern.compile("([;\t\r\n][\"'" + IGNORED + "]*)(?=" + FORMULA + ")");

    private final String mediaType;
    private final String extension;

    ExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** @return null if there is no such format */
    public static ExportFormat of(String name) {
        return Stream.of(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(null);
    }

    public String mediaType() {
        return mediaType;
    }

    public String fileName() {
        return "api-tokens." + extension;
    }

    /** Returns the text before the first row. */
    public abstract String header();

    /** Returns a row with its end of line. */
    public abstract String line(ExportRow row);

    private static String time(Long timestamp) {
        return timestamp == null ? "" : Instant.ofEpochMilli(timestamp).toString();
    }

    /** Quotes a text that users chose, so that it stays in its cell, and neutralises formulas by an apostrophe. */
    private static String text(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String cell = FORMULA_AT_THE_START.matcher(value).replaceFirst("'");
        return '"' + FORMULA_AFTER_A_SEPARATOR.matcher(cell).replaceAll("$1'").replace("\"", "\"\"") + '"';
    }
}
