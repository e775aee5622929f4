package io.apitokens.keycloak.tests.lifecycle;

import java.nio.file.Path;

import io.apitokens.keycloak.tests.fixture.AccountApi;
import io.apitokens.keycloak.tests.fixture.ClockedServer;
import io.apitokens.keycloak.tests.fixture.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.apitokens.keycloak.tests.fixture.TestRealm.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

/** The provider option for the number of ended API tokens, on a server that has it. */
class EndedRowsOptionIT {

    @Test
    void noMoreAreKeptThanTheOptionSays(@TempDir Path folder) {
        try (ClockedServer server = ClockedServer.start(folder, "--spi-api-token--jpa--max-ended=2")) {
            AccountApi alice = TestRealm.create(server.keycloak()).account(ALICE);
            for (int i = 0; i < 4; i++) {
                alice.delete("/" + alice.mint("token " + i).id());
            }
            assertThat(alice.labels("")).containsExactly("token 3", "token 2");
        }
    }
}
