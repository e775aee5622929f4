package io.apitokens.keycloak.tests.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The browser of one test. */
final class Browser implements AutoCloseable {

    /** As long as Playwright waits for what it clicks: a busy machine takes its time. */
    static final int PATIENCE_MILLIS = 30_000;

    private final Chromium chromium;
    private final List<BrowserContext> sessions = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Browser(Chromium chromium) {
        this.chromium = chromium;
    }

    /** A page with a session of its own. */
    Page open(NewContextOptions options) {
        BrowserContext session = chromium.open(options.setLocale("en-US"));
        sessions.add(session);
        session.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Page page = session.newPage();
        page.onPageError(complaints::add);
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(response.status() + " " + response.url());
            }
        });
        return page;
    }

    /** Waits in the thread of the test, which is the one that Playwright works in. */
    static ConditionFactory await() {
        return Awaitility.await().pollInSameThread().atMost(Duration.ofMillis(PATIENCE_MILLIS));
    }

    /** Uncaught errors of scripts and failed requests so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        sessions.forEach(BrowserContext::close);
    }
}
