package io.apitokens.keycloak.tests.rest;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.apitokens.keycloak.tests.fixture.database.Database;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/**
 * Fills a realm in PostgreSQL with any number of API tokens, as unevenly as years of use do. {@code t1} is the oldest.
 * The oldest have ended, and most of those were never used. Nearly all active ones are in use. One client has few, one
 * has only ended ones, one user has many, and few have a certain scope, expire soon or are unused.
 */
public final class LivedInRealm {

    /** A client whose API tokens are the oldest and have all ended. Their labels come last. */
    public static final String OLD_CLIENT = "tasks";

    /** Has ten API tokens. */
    public static final String SMALL_CLIENT = "robots";

    /** A scope that ten API tokens have, and that no client offers any more. */
    public static final String RARE_SCOPE = "notes:audit";

    /** A user with one API token in fifty. */
    public static final String BUSY_USER = "u0";

    /** Has ten API tokens. */
    public static final String QUIET_USER = "u5";

    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final long AGE = 1_000 * DAY;
    private static final int FEW = 10;

    private final Database database;
    private final TestRealm realm;
    private final String realmId;

    /** Adds the clients and the scope to a realm. */
    public LivedInRealm(Database database, TestRealm realm) {
        this.database = database;
        this.realm = realm;
        this.realmId = realm.admin().toRepresentation().getId();
        realm.addTokenClient(OLD_CLIENT);
        realm.addTokenClient(SMALL_CLIENT);
        ClientScopeRepresentation rare = new ClientScopeRepresentation();
        rare.setName(RARE_SCOPE);
        rare.setProtocol("openid-connect");
        realm.admin().clientScopes().create(rare).close();
    }

    /** Replaces the API tokens of the realm by this number of new ones. */
    public void fill(int apiTokens) {
        database.with(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("delete from API_TOKEN where REALM_ID = '" + realmId + "'");
                statement.execute("delete from USER_ENTITY where ID like 'u%' and REALM_ID = '" + realmId + "'");
                addUsers(statement, apiTokens);
                addApiTokens(statement, apiTokens);
                statement.execute("insert into API_TOKEN_SCOPE (API_TOKEN_ID, SCOPE, REALM_ID, CREATED_TIMESTAMP)"
                        + " select t.ID, s, t.REALM_ID, t.CREATED_TIMESTAMP from API_TOKEN t,"
                        + " unnest(string_to_array(t.SCOPE, ' ')) s where t.REALM_ID = '" + realmId + "'");
                for (String table : List.of("API_TOKEN", "API_TOKEN_SCOPE", "USER_ENTITY")) {
                    statement.execute("vacuum analyze " + table);
                }
            }
        });
    }

    private void addUsers(Statement statement, int apiTokens) throws SQLException {
        statement.execute("insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID,"
                + " CREATED_TIMESTAMP, NOT_BEFORE) select 'u' || i, 'user' || i, 'u' || i, false, true, '" + realmId
                + "', 0, 0 from generate_series(0, " + (apiTokens / FEW + 1) + ") i");
    }

    private void addApiTokens(Statement statement, int apiTokens) throws SQLException {
        long now = System.currentTimeMillis();
        statement.execute(
                "insert into API_TOKEN (ID, REALM_ID, USER_ID, CLIENT_ID, PLACE, LABEL, LABEL_LOWER, LABEL_KEY,"
                        + " EVERYTHING, SCOPE, SECRET_HASH, HINT, CREATED_TIMESTAMP, EXPIRES_TIMESTAMP,"
                        + " LAST_USED_TIMESTAMP, LAST_USED_ADDRESS, REVOKED_TIMESTAMP, REVOKED_REASON, SECRET_NUMBER)"
                        + " select 't' || i, '" + realmId + "',"
                        + " case when i % 50 = 0 then '" + BUSY_USER + "' else 'u' || 1 + i / 10 end, client,"
                        + " 't' || i, label, lower(label), 't' || i,"
                        + " scope is null, scope, 'no hash ' || i, 'kcat_…0000', created, expires,"
                        + " case when ended and i % 10 < 7 or age > 0.95 then 0"
                        + "      when ended then created + 10 * day"
                        + "      when rare = 11 then created + day"
                        + "      else now - (i % 20) * day end, '192.0.2.1',"
                        + " case when ended then now - (i % 80) * day end,"
                        + " case when not ended then null when i % 4 = 0 then 'EXPIRED'"
                        + "      when i % 1000 = 1 then 'LEAKED' else 'REQUESTED' end, 0"
                        + " from (select i, now, day, ended, age, rare, created,"
                        + "   case when age < 0.1 then '" + realm.clientId(OLD_CLIENT) + "'"
                        + "        when rare = 7 then '" + realm.clientId(SMALL_CLIENT) + "'"
                        + "        else '" + realm.clientId(TestRealm.NOTES) + "' end as client,"
                        + "   case when rare = 17 then 'Audit of the needle ' || i"
                        + "        when age < 0.1 then 'task ' || i"
                        + "        when i % 3 = 0 then 'ci_deploy_' || i"
                        + "        when i % 3 = 1 then 'CI-Deploy ' || i else 'Laptop ' || i end as label,"
                        + "   case when rare = 13 then 'notes:read " + RARE_SCOPE + "' when i % 2 = 0 then null"
                        + "        when ended then 'notes:read notes:write' else 'notes:read' end as scope,"
                        + "   case when ended and i % 4 = 0 then created + 20 * day"
                        + "        when ended and i % 4 = 1 then created + 365 * day"
                        + "        when rare = 19 then now + (i % 6 + 1) * day"
                        + "        when rare = 23 and not ended then now - 1"
                        + "        when not ended and i % 10 = 0 then now + (i % 365 + 8) * day"
                        + "        else " + Long.MAX_VALUE + " end as expires"
                        + "  from (select i, %d as now, %d::bigint as day, i <= 0.4 * %d as ended, i / %d.0 as age,"
                                .formatted(now, DAY, apiTokens, apiTokens)
                        + "   i %% %d as rare, %d - %d / %d * (%d - i) as created"
                                .formatted(apiTokens / FEW, now - 1, AGE, apiTokens, apiTokens)
                        + "   from generate_series(1::bigint, %d::bigint) i) numbers) kinds".formatted(apiTokens));
    }
}
