package io.apitokens.keycloak.tests.doors;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.apitokens.keycloak.tests.doors.EndpointRegistry.Endpoint;
import io.apitokens.keycloak.tests.doors.Walker.Credential;
import io.apitokens.keycloak.tests.fixture.http.Http;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.OwnServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.common.Profile.Feature;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests law 11 at every endpoint of the running Keycloak, including those of preview and experimental features. Except
 * at the doors, Keycloak answers a derived token of an admin like a token with a broken signature.
 */
class EveryEndpointIT {

    private static final System.Logger LOG = System.getLogger(EveryEndpointIT.class.getName());

    /** Features that stay off, and why. */
    private static final Map<Feature, String> OFF = Map.of(
            Feature.CLUSTERLESS, "wants an Infinispan outside",
            Feature.MULTI_SITE, "wants an Infinispan outside",
            Feature.STATELESS, "finds no derived session, so that nothing is exchanged",
            Feature.DB_TIDB, "is another database",
            Feature.FIPS, "wants another security provider",
            Feature.IDENTITY_BROKERING_API_V2, "takes the place of the version that is on by default");

    /**
     * The minimum of endpoints that distinguish an ordinary token from a broken one. Fewer mean that the realm lacks
     * something that they need.
     */
    private static final int ENOUGH = 600;

    @Test
    void law11DerivedTokensOpenNothingButTheDoors(@TempDir Path folder) {
        try (OwnServer server = OwnServer.start(folder, "--features=" + String.join(",", features()))) {
            on(server.keycloak());
        }
    }

    private static void on(KeycloakUnderTest keycloak) {
        try (TestRealm realm = TestRealm.create(keycloak)) {
            WalkedRealm walked = new WalkedRealm(keycloak, realm);
            EndpointRegistry registry = new EndpointRegistry(
                    Http.send(Http.to(realm.url() + "/test-endpoints/registry").GET())
                            .json(),
                    walked);
            assertThat(registry.undecided()).as("nobody decided about these").isEmpty();
            assertThat(registry.featuresOff()).as("features that are off").doesNotContainAnyElementsOf(features());

            Walker walker = new Walker(keycloak, realm);
            String before = walked.snapshot();
            Map<Endpoint, Integer> refusals = refusals(registry, walker);
            assertThat(walked.snapshot()).as("what derived tokens changed").isEqualTo(before);
            assertThat(realm.account("/", walker.jwt()).status())
                    .as("the derived JWT until the end")
                    .isEqualTo(200);
            assertThat(walker.isActive()).as("the API token until the end").isTrue();
            compareWithOrdinaryToken(refusals, walker);
        }
    }

    /** Tries every endpoint with derived tokens, and expects the status of a broken token. */
    private static Map<Endpoint, Integer> refusals(EndpointRegistry registry, Walker walker) {
        Map<Endpoint, Integer> refusals = new LinkedHashMap<>();
        Set<String> opened = new TreeSet<>();
        Set<String> closed = new TreeSet<>();
        for (Endpoint endpoint : registry.endpoints()) {
            int refusal = walker.send(endpoint, Credential.BROKEN_JWT);
            refusals.put(endpoint, refusal);
            for (Credential credential : Credential.DERIVED) {
                if (isEndOfItself(endpoint, credential)) {
                    continue;
                }
                int status = walker.send(endpoint, credential);
                String seen = "%s at %s: %d, not %d".formatted(credential, endpoint, status, refusal);
                if (isDoor(endpoint, credential)) {
                    if (status == 401) {
                        closed.add(seen);
                    }
                } else if (status != refusal && !isRefusalOfOurs(endpoint, status)) {
                    opened.add(seen);
                }
            }
        }
        assertThat(opened)
                .as("endpoints that tell a derived token from a broken one")
                .isEmpty();
        assertThat(closed).as("doors that do not open").isEmpty();
        return refusals;
    }

    /**
     * Tries every endpoint with an ordinary token, to prove that the refusals mean something. Changes and removes all
     * it can, so the realm itself comes last.
     */
    private static void compareWithOrdinaryToken(Map<Endpoint, Integer> refusals, Walker walker) {
        Map<String, List<String>> unreached = new TreeMap<>();
        int told = 0;
        int open = 0;
        for (Endpoint endpoint : gentleFirst(refusals.keySet())) {
            int status = walker.send(endpoint, Credential.ORDINARY);
            if (status != refusals.get(endpoint)) {
                told++;
            } else if (status >= 200 && status < 400) {
                open++;
            } else {
                unreached
                        .computeIfAbsent("status " + status, reason -> new ArrayList<>())
                        .add(endpoint.toString());
            }
        }
        int tried = refusals.size();
        LOG.log(
                Level.INFO,
                "%d endpoints: %d tell an ordinary token from a broken one, %d are open to all, %d refuse both:\n%s"
                        .formatted(tried, told, open, tried - told - open, written(unreached)));
        assertThat(told)
                .as("endpoints that tell an ordinary token from a broken one")
                .isGreaterThan(ENOUGH);
    }

    private static String written(Map<String, List<String>> unreached) {
        return unreached.entrySet().stream()
                .map(entry -> entry.getKey() + ", " + entry.getValue().size() + "\n  "
                        + String.join("\n  ", entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Endpoint> gentleFirst(Set<Endpoint> endpoints) {
        return endpoints.stream()
                .sorted(Comparator.comparing((Endpoint endpoint) -> switch (endpoint.method()) {
                            case "GET", "HEAD", "OPTIONS" -> 0;
                            case "DELETE" -> 2;
                            default -> 1;
                        })
                        .thenComparing(endpoint -> -endpoint.url().length()))
                .toList();
    }

    /** Returns whether law 11 lists the endpoint as a door for the credential, by the class that answers. */
    private static boolean isDoor(Endpoint endpoint, Credential credential) {
        boolean isRead = endpoint.method().equals("GET") || endpoint.method().equals("HEAD");
        boolean isKeycloaks = endpoint.javaName().startsWith("UserInfoEndpoint#") || endpoint.isAccountRest() && isRead;
        return switch (credential) {
            case API_TOKEN -> isKeycloaks || isVerify(endpoint) || isSelf(endpoint);
            case JWT -> isKeycloaks || isVerify(endpoint);
            default -> false;
        };
    }

    private static boolean isVerify(Endpoint endpoint) {
        return endpoint.javaName().startsWith("VerifyResource#");
    }

    private static boolean isSelf(Endpoint endpoint) {
        return endpoint.javaName().startsWith("SelfResource#");
    }

    private static boolean isEndOfItself(Endpoint endpoint, Credential credential) {
        return isSelf(endpoint) && endpoint.method().equals("DELETE") && credential == Credential.API_TOKEN;
    }

    /** The account REST API of this extension recognises derived tokens, and refuses them with 403. */
    private static boolean isRefusalOfOurs(Endpoint endpoint, int status) {
        return endpoint.resource().startsWith("io.apitokens.keycloak.account.") && status == 403;
    }

    private static Set<String> features() {
        return Stream.of(Feature.values())
                .filter(feature -> !OFF.containsKey(feature))
                .filter(feature -> switch (feature.getType()) {
                    case PREVIEW, EXPERIMENTAL, DISABLED_BY_DEFAULT -> true;
                    default -> false;
                })
                .map(Feature::getVersionedKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
