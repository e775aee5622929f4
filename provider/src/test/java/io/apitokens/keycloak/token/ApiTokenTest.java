package io.apitokens.keycloak.token;

import java.util.Optional;

import io.apitokens.keycloak.token.Revocation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiTokenTest {

    private static final long CREATED = 1;
    private static final long NOW = 1_000;

    @ParameterizedTest
    @CsvSource({
        "    ,          , ACTIVE",
        "1001,          , ACTIVE",
        "1000,          , EXPIRED",
        " 999,          , EXPIRED",
        "    , REQUESTED, REVOKED",
        "1001, REQUESTED, REVOKED",
        " 999, REQUESTED, REVOKED",
        " 999, EXPIRED  , EXPIRED"
    })
    void statusFollowsFromExpiryAndRevocation(Long expires, Reason ended, ApiToken.Status status) {
        Revocation revocation = ended == null ? null : new Revocation(NOW, null, ended, null);
        assertThat(token(expires, revocation).status(NOW)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                "never, never",
                "604800000, never",
                "604800001, never",
                "604800002, 2",
                "9999999999999, 9999395199999"
            })
    void noticeOfTheExpiryIsDueAWeekBeforeUnlessItWasMintedForLess(Long expires, Long notice) {
        assertThat(token(expires, null).expiryNotice()).isEqualTo(Optional.ofNullable(notice));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                "never, never",
                "604801000, never",
                "604801001, 1001",
                "9999999999999, 9999395199999",
                // Minted long before: only the time at which the expiry was set counts.
                "604800500, never"
            })
    void noticeOfALaterExpiryIsDueAWeekBeforeUnlessItWasSetForLess(Long expires, Long notice) {
        assertThat(token(expires, null).expiryNotice(NOW)).isEqualTo(Optional.ofNullable(notice));
    }

    @Test
    void anotherExpiryChangesNothingElse() {
        ApiToken token = token(2_000L, null);
        ApiToken later = token.expiring(3_000L);
        assertThat(later.expiry()).contains(3_000L);
        assertThat(later)
                .usingRecursiveComparison()
                .ignoringFields("grant.expires")
                .isEqualTo(token);
    }

    @Test
    void rotationChangesSecretHintAndNothingElse() {
        ApiToken token = token(null, null);
        Secret secret = Secret.generate("kcat");
        Rotation rotation = Rotation.NONE.next(NOW, null);
        ApiToken rotated = token.rotated(secret, rotation);
        assertThat(rotated.hint()).isEqualTo(secret.hint());
        assertThat(rotated.rotation()).isEqualTo(rotation);
        assertThat(rotated)
                .usingRecursiveComparison()
                .ignoringFields("state.hint", "state.rotation")
                .isEqualTo(token);
    }

    @Test
    void relabellingChangesLabelAndDescriptionAndNothingElse() {
        ApiToken token = token(2_000L, null);
        ApiToken relabelled = token.relabelled(new Label("new"), new Description("why"));
        assertThat(relabelled.label()).isEqualTo(new Label("new"));
        assertThat(relabelled.description()).isEqualTo(new Description("why"));
        assertThat(relabelled)
                .usingRecursiveComparison()
                .ignoringFields("label", "description")
                .isEqualTo(token);
    }

    private static ApiToken token(Long expires, Revocation revocation) {
        return new ApiToken(
                "id",
                new Owner("realm", "user"),
                new Grant("client", GrantedScope.EVERYTHING, CREATED, expires, null),
                new Label("label"),
                null,
                new State(0, "kcat_…0000", Rotation.NONE, null, revocation));
    }
}
