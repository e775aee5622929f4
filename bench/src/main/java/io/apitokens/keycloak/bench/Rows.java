package io.apitokens.keycloak.bench;

import java.util.concurrent.TimeUnit;

/** Fills the table with API tokens that nobody minted, ten for each user. */
final class Rows {

    private static final int OF_ONE_USER = 10;

    private final Postgres database;
    private long present;

    Rows(Postgres database) {
        this.database = database;
    }

    /** Adds rows until there are as many, without those that were minted. */
    void fillUntil(long count) {
        if (count <= present) {
            return;
        }
        String realm = database.text("select ID from REALM where NAME = '" + BenchRealm.NAME + "'");
        String client = database.text("select ID from CLIENT where CLIENT_ID = '" + BenchRealm.TOKEN_CLIENT
                + "' and REALM_ID = '" + realm + "'");
        addUsers(realm, present / OF_ONE_USER, count / OF_ONE_USER);
        addApiTokens(realm, client, present, count);
        present = count;
        // The database does this now, so that it does not do it during a measurement.
        database.execute("vacuum analyze API_TOKEN");
        database.execute("vacuum analyze USER_ENTITY");
        database.execute("checkpoint");
    }

    private void addUsers(String realm, long from, long to) {
        database.execute("insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID,"
                + " CREATED_TIMESTAMP, NOT_BEFORE) select 'row-' || i, 'row-' || i, 'row-' || i, false, true,"
                + " '%s', 0, 0 from generate_series(%d, %d) i".formatted(realm, from, to - 1));
    }

    /** Adds API tokens with random ids and hashes, so that indexes are as dense as with real ones. */
    private void addApiTokens(String realm, String client, long from, long to) {
        long now = System.currentTimeMillis();
        database.execute(
                "insert into API_TOKEN (ID, REALM_ID, USER_ID, CLIENT_ID, PLACE, LABEL, LABEL_LOWER, LABEL_KEY,"
                        + " EVERYTHING, SCOPE, SECRET_HASH, HINT, CREATED_TIMESTAMP, EXPIRES_TIMESTAMP, LAST_USED_TIMESTAMP,"
                        + " SECRET_NUMBER) select gen_random_uuid()::text, '%s', 'row-' || i / %d, '%s',"
                                .formatted(realm, OF_ONE_USER, client)
                        + " (i %% %d)::text, 'Token ' || i, 'token ' || i,".formatted(OF_ONE_USER)
                        + " encode(sha256(('label' || i)::bytea), 'hex'), false, 'notes:read notes:write',"
                        + " encode(sha256(i::text::bytea), 'hex'), 'kcat_…0000',"
                        + " %d - i %% %d, %d, 0, 0".formatted(now, TimeUnit.DAYS.toMillis(1), Long.MAX_VALUE)
                        + " from generate_series(%d::bigint, %d::bigint) i".formatted(from, to - 1));
    }

    /** Removes the API tokens that were minted for one measurement only, by the prefix of their label. */
    void remove(String labelPrefix) {
        database.execute("delete from API_TOKEN where LABEL like '" + labelPrefix + "%'");
    }
}
