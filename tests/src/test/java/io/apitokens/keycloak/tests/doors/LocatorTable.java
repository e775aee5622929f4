package io.apitokens.keycloak.tests.doors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names the resource classes of those of Keycloak's locators whose return type does not tell them. */
final class LocatorTable {

    private static final String KEYCLOAK = "org.keycloak.";

    /** Only servers under test have these resources. */
    private static final String OF_TESTS = "io.apitokens.keycloak.tests.server.";

    /** Each line has a locator, a value of its path parameter or -, and the class behind. */
    private static final String TABLE = "/locators.txt";

    private static final Map<String, List<Target>> TARGETS = read().lines()
            .map(line -> line.trim().split("\\s+"))
            .collect(Collectors.groupingBy(
                    columns -> columns[0],
                    Collectors.mapping(
                            columns -> new Target("-".equals(columns[1]) ? null : columns[1], className(columns[2])),
                            Collectors.toList())));

    /** Locators that find nothing in a Keycloak without further policy providers. */
    private static final Set<String> LEADING_NOWHERE = Set.of(
            "PolicyTypeService#getPolicyAdminResourceProvider", "PermissionService$1#getPolicyAdminResourceProvider");

    /** Classes that no request with credentials reaches, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "org.keycloak.services.resources.admin.RealmsAdminResourcePreflight", "answers OPTIONS alone",
            "org.keycloak.services.resources.admin.AdminCorsPreflightService", "answers OPTIONS alone",
            "org.keycloak.services.resources.account.CorsPreflightService", "answers OPTIONS alone",
            "io.apitokens.keycloak.account.PreflightService", "answers OPTIONS alone",
            "org.keycloak.protocol.saml.profile.ecp.SamlEcpProfileService", "is called by SamlService#soapBinding",
            "org.keycloak.services.resources.AbstractSecuredLocalService", "has no class that extends it");

    private LocatorTable() {}

    /**
     * One of the resources that a locator leads to.
     *
     * @param segment value of the path parameter of the locator; null for any
     */
    record Target(String segment, String resource) {}

    /** Returns whether the resource of a locator is unknown. */
    static boolean isUnknown(String locator, String returns) {
        return of(locator, returns).isEmpty() && !LEADING_NOWHERE.contains(locator);
    }

    /** Returns the resources that a locator leads to. */
    static List<Target> of(String locator, String returns) {
        List<Target> known = TARGETS.get(locator);
        if (known != null) {
            return known;
        }
        return returns.equals(Object.class.getName()) ? List.of() : List.of(new Target(null, returns));
    }

    static boolean isLeftOut(String resource) {
        return LEFT_OUT.containsKey(resource) || resource.startsWith(OF_TESTS);
    }

    private static String read() {
        try (InputStream table = LocatorTable.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(String written) {
        return written.startsWith("io.") ? written : KEYCLOAK + written;
    }
}
