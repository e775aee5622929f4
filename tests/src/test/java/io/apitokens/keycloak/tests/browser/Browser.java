package io.apitokens.keycloak.tests.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The browser of one test. */
final class Browser implements AutoCloseable {

    /** The time that Playwright waits for an element to click: a busy machine is slow. */
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
        session.tracing().start(new Tracing.StartOptions().setSnapshots(true).setScreenshots(false));
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

    /** Waits in the thread of the test, because Playwright works only there. */
    static ConditionFactory await() {
        return Awaitility.await().pollInSameThread().atMost(Duration.ofMillis(PATIENCE_MILLIS));
    }

    /** Moves within an open menu, whose first item gets the focus when it is placed. */
    static void focusInMenu(Page page, Locator item) {
        await().until(() -> {
            page.keyboard().press("ArrowDown");
            return isFocused(item);
        });
    }

    static boolean isFocused(Locator target) {
        return (boolean) target.evaluate("element => element === document.activeElement");
    }

    /** Returns uncaught errors of scripts and failed requests so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Saves a screenshot of each page and a trace of each session, and prints where. */
    void keepEvidence(Path folder, String name) {
        for (int i = 0; i < sessions.size(); i++) {
            Path trace = folder.resolve("%s-%d.zip".formatted(name, i)).toAbsolutePath();
            try {
                for (Page page : sessions.get(i).pages()) {
                    Path picture = folder.resolve("%s-%d-%d.png"
                            .formatted(name, i, sessions.get(i).pages().indexOf(page)));
                    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
                    say("%s failed at %s: see %s", name, page.url(), picture.toAbsolutePath());
                }
                sessions.get(i).tracing().stop(new Tracing.StopOptions().setPath(trace));
                say("What led there: npx playwright show-trace %s", trace);
            } catch (PlaywrightException e) {
                // A failure here must not hide why the test failed.
                say("%s left no picture: %s", name, e.getMessage());
            }
        }
        say("Errors of scripts and failed requests: %s", complaints);
    }

    @Override
    public void close() {
        sessions.forEach(BrowserContext::close);
    }

    private static void say(String text, Object... details) {
        System.getLogger(Browser.class.getName()).log(System.Logger.Level.INFO, text.formatted(details));
    }
}
