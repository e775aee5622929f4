package io.apitokens.keycloak.tests.lifecycle;

import java.nio.file.Path;

import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests the provider option for the number of ended API tokens. */
class EndedRowsOptionIT {

    @Test
    void noMoreAreKeptThanTheOptionSays(@TempDir Path folder) {
        try (OwnServer server = OwnServer.start(folder, "--spi-api-token--jpa--max-ended=2")) {
            AccountApi alice = TestRealm.create(server.keycloak()).account(ALICE);
            for (int i = 0; i < 4; i++) {
                alice.delete("/" + alice.mint("token " + i).id());
            }
            assertThat(alice.labels("")).containsExactly("token 3", "token 2");
        }
    }
}
