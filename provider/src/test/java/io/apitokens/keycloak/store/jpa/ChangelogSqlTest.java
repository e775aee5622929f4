package io.apitokens.keycloak.store.jpa;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generates the SQL of the changelog for each database that Keycloak supports, by the offline mode of Liquibase. The
 * integration tests run it on H2, PostgreSQL and MariaDB, and on no other database.
 */
class ChangelogSqlTest {

    private static final String CHANGELOG = "META-INF/api-tokens-changelog.xml";
    private static final Pattern NAMES =
            Pattern.compile("(?i)(?<![\\w'])(?:API_TOKEN|UK_API|FK_API|IDX_API|CONSTRAINT_API)\\w*");
    private static final Pattern COLUMNS =
            Pattern.compile("[(,] *([A-Z_]+) (?i:N?VARCHAR2?|TEXT|BIGINT|NUMBER|INT|BIT|BOOL)");
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    /** Names of Oracle had 30 bytes until 12.2, and other tools still expect no more. */
    private static final int LONGEST_NAME = 30;

    /** Oracle has the type BOOLEAN since version 23. */
    private static final Map<String, String> VERSIONS = Map.of("oracle", "version=19.3&");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql", "mariadb", "mysql", "mssql", "oracle"})
    void databaseGetsAllTablesWithNamesThatItAllows(String name) throws Exception {
        Database database = offline(name);
        String sql = sqlFor(database);
        assertThat(sql).contains("CREATE TABLE").containsPattern("(?i)IDX_API_TOKEN_ENDED");
        assertThat(all(NAMES, sql, 0)).isNotEmpty().allSatisfy(this::isShort);
        assertThat(all(COLUMNS, sql, 1)).isNotEmpty().allSatisfy(column -> {
            isShort(column);
            assertThat(database.isReservedWord(column)).as(column).isFalse();
        });
    }

    @Test
    void oracleGetsTypesWithinItsLimits() throws Exception {
        String sql = sqlFor(offline("oracle"));
        assertThat(sql).doesNotContainPattern("\\bBIGINT\\b|\\bBOOLEAN\\b|\\bTEXT\\b|\\bCLOB\\b");
        assertThat(all(Pattern.compile("\\bVARCHAR2\\((\\d+)"), sql, 1)).allSatisfy(length -> isAtMost(4_000, length));
        assertThat(all(Pattern.compile("\\bNVARCHAR2\\((\\d+)"), sql, 1))
                .isNotEmpty()
                .allSatisfy(length -> isAtMost(2_000, length));
    }

    @Test
    void textOfUsersIsUnicodeInEachDatabase() throws Exception {
        // Keycloak's own type for long text in MySQL, with the character set of the database.
        assertThat(sqlFor(offline("mysql"))).containsPattern("LABEL TEXT\\(510\\)");
        assertThat(sqlFor(offline("mssql"))).containsPattern("LABEL nvarchar\\(510\\)");
        assertThat(sqlFor(offline("oracle"))).containsPattern("LABEL NVARCHAR2\\(510\\)");
    }

    @Test
    void userIdsAreComparedByTheirBytes() throws Exception {
        assertThat(sqlFor(offline("mysql"))).containsPattern("USER_ID +VARCHAR\\(255\\).* COLLATE utf8mb4_bin");
        assertThat(sqlFor(offline("mssql"))).containsPattern("USER_ID varchar\\(255\\) COLLATE Latin1_General_BIN2");
    }

    private void isShort(String name) {
        assertThat(name.length()).as(name).isLessThanOrEqualTo(LONGEST_NAME);
    }

    private static void isAtMost(int limit, String length) {
        assertThat(Integer.parseInt(length)).isLessThanOrEqualTo(limit);
    }

    private Database offline(String name) throws LiquibaseException {
        LIQUIBASE.setLevel(Level.WARNING);
        String url = "offline:%s?%schangeLogFile=%s&outputLiquibaseSql=none"
                .formatted(
                        name,
                        VERSIONS.getOrDefault(name, ""),
                        folder.resolve(name + ".csv").toUri().getPath());
        return DatabaseFactory.getInstance().openDatabase(url, null, null, null, resources());
    }

    private static String sqlFor(Database database) throws LiquibaseException, IOException {
        StringWriter sql = new StringWriter();
        try (Liquibase liquibase = new Liquibase(CHANGELOG, resources(), database)) {
            liquibase.update(new Contexts(), new LabelExpression(), sql);
        }
        // For a person who wants to read it.
        Path file = Path.of("target", "changelog-sql", database.getShortName() + ".sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql.toString());
        return sql.toString();
    }

    private static ResourceAccessor resources() {
        return new ClassLoaderResourceAccessor(ChangelogSqlTest.class.getClassLoader());
    }

    private static List<String> all(Pattern pattern, String sql, int group) {
        return List.copyOf(new TreeSet<>(pattern.matcher(sql)
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList()));
    }
}
