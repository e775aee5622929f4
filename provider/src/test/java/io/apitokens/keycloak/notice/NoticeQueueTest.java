package io.apitokens.keycloak.notice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class NoticeQueueTest {

    private static final String REALM = "realm";
    private static final String OTHER = "other";

    private final NoticeQueue queue = new NoticeQueue();
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();

    @Test
    void noticesOfARealmAreSentOneAfterTheOtherAndUrgentOnesFirst() {
        add(REALM, "first", false);
        add(REALM, "second", false);
        add(REALM, "urgent", true);
        assertThat(threads).as("one thread for a realm").hasSize(1);
        run();
        assertThat(sent).containsExactly("first", "urgent", "second");
    }

    @Test
    void realmsDoNotWaitForEachOther() {
        add(REALM, "of one", false);
        add(OTHER, "of the other", false);
        assertThat(threads).hasSize(2);
    }

    @Test
    void failingNoticeDoesNotStopTheOthers() {
        queue.add(
                REALM,
                false,
                () -> {
                    throw new IllegalStateException("no mail server");
                },
                threads::add);
        add(REALM, "next", false);
        assertThatIllegalStateException().isThrownBy(threads.remove()::run);
        run();
        assertThat(sent).containsExactly("next");
    }

    @Test
    void noMoreThanTenThousandOfARealmWaitAndTheLastAreLost() {
        IntStream.rangeClosed(0, 10_000).forEach(i -> add(REALM, "notice " + i, false));
        add(REALM, "one too many", false);
        add(REALM, "urgent", true);
        add(OTHER, "of the other", false);
        run();
        assertThat(sent)
                .hasSize(10_002)
                .contains("notice 0", "urgent", "notice 9999", "of the other")
                .doesNotContain("one too many", "notice 10000");
    }

    private void add(String realm, String notice, boolean isUrgent) {
        queue.add(realm, isUrgent, () -> sent.add(notice), threads::add);
    }

    private void run() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
