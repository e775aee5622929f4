package io.apitokens.keycloak.tests.browser;

import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

/** A connection that breaks after the server has done what was requested, and before its answer arrives. */
final class LostAnswer {

    private final Page page;
    private final AtomicInteger remaining;

    private LostAnswer(Page page, int count) {
        this.page = page;
        this.remaining = new AtomicInteger(count);
    }

    /** Loses the answers of the next POST requests to a URL. */
    static LostAnswer ofNext(Page page, int count, String url) {
        LostAnswer lost = new LostAnswer(page, count);
        page.route(url, lost::handle);
        return lost;
    }

    /** Waits until all of them are lost. */
    void await() {
        page.waitForCondition(() -> remaining.get() == 0);
    }

    private void handle(Route route) {
        if ("POST".equals(route.request().method()) && remaining.get() > 0) {
            route.fetch();
            remaining.decrementAndGet();
            route.abort("connectionreset");
        } else {
            route.resume();
        }
    }
}
