package io.apitokens.keycloak.tests.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Page;
import io.apitokens.keycloak.launcher.Distribution;

/** The accessibility checks of axe-core, which the build of the themes installs. */
final class Axe {

    /** The parts of the page that are ours: the stock console has violations of its own. */
    private static final String OURS =
            "[data-testid^=apiToken], [data-testid=page-heading], [role=dialog], .pf-v5-c-alert-group";

    /** The selects of Keycloak's SelectControl. Their names leave out the chosen value. */
    private static final String STOCK = "[data-testid=apiTokenFilterForm] .pf-v5-c-menu-toggle:not([data-testid])";

    private static final String CHECK = """
            async ([ours, stock]) => {
              const include = [...document.querySelectorAll(ours)];
              const { violations } = await axe.run({ include, exclude: [stock] }, { resultTypes: ["violations"] });
              return violations.map(({ id, nodes }) =>
                id + ": " + nodes.map(({ html, failureSummary }) => html + " " + failureSummary).join(" | "));
            }""";

    private Axe() {}

    /** Returns the violations in the present state of the page. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) {
        page.evaluate(source());
        return (List<String>) page.evaluate(CHECK, List.of(OURS, STOCK));
    }

    private static String source() {
        Path script =
                Distribution.find().repository().resolve(Path.of("themes", "node_modules", "axe-core", "axe.min.js"));
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
