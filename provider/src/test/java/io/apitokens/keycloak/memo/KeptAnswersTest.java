package io.apitokens.keycloak.memo;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.apitokens.keycloak.token.GrantedScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeptAnswersTest {

    private static final Stamp STAMP = new Stamp(7, new Object());
    private static final Question QUESTION = question("notes", "notes:read", "api", "https://id.example.com/", false);
    private static final KeptAnswer ANSWER = answer(100);
    private static final long NOW = Long.MAX_VALUE - 1;

    private final KeptAnswers kept = new KeptAnswers();

    @Test
    void answerHoldsForTheSameQuestionAndStamp() {
        kept.add(QUESTION, ANSWER, STAMP, NOW);
        Question same = question("notes", "notes:read", "api", "https://id.example.com/", false);
        assertThat(kept.find(same, new Stamp(7, STAMP.realm()), NOW)).contains(ANSWER);
    }

    @Test
    void anotherRevisionEndsIt() {
        kept.add(QUESTION, ANSWER, STAMP, NOW);
        assertThat(kept.find(QUESTION, new Stamp(8, STAMP.realm()), NOW)).isEmpty();
    }

    /** The revision stays if the whole realm cache is cleared. */
    @Test
    void anotherInstanceOfTheRealmEndsIt() {
        kept.add(QUESTION, ANSWER, STAMP, NOW);
        assertThat(kept.find(QUESTION, new Stamp(7, new Object()), NOW)).isEmpty();
    }

    @Test
    void answerEndsAfterTenSecondsWhateverTheClockBeganWith() {
        kept.add(QUESTION, ANSWER, STAMP, NOW);
        long last = NOW + KeptAnswers.MAX_NANOS - 1;
        assertThat(KeptAnswers.MAX_NANOS).isEqualTo(10_000_000_000L);
        assertThat(kept.find(QUESTION, STAMP, last)).contains(ANSWER);
        assertThat(kept.find(QUESTION, STAMP, last + 1)).isEmpty();
    }

    static Stream<Question> otherQuestions() {
        return Stream.of(
                question("other", "notes:read", "api", "https://id.example.com/", false),
                question("notes", "notes:write", "api", "https://id.example.com/", false),
                question("notes", "notes:read", "other", "https://id.example.com/", false),
                question("notes", "notes:read", "api", "https://other.example.com/", false),
                question("notes", "notes:read", "api", "https://id.example.com/", true),
                new Question("notes", GrantedScope.EVERYTHING, "api", "https://id.example.com/", false));
    }

    @ParameterizedTest
    @MethodSource("otherQuestions")
    void anotherQuestionHasAnotherAnswer(Question other) {
        kept.add(QUESTION, ANSWER, STAMP, NOW);
        assertThat(kept.find(other, STAMP, NOW)).isEmpty();
        KeptAnswer otherAnswer = answer(10);
        kept.add(other, otherAnswer, STAMP, NOW);
        assertThat(kept.find(other, STAMP, NOW)).contains(otherAnswer);
        assertThat(kept.find(QUESTION, STAMP, NOW)).contains(ANSWER);
    }

    @Test
    void newAnswerReplacesThePreviousOne() {
        KeptAnswer next = answer(10);
        kept.add(QUESTION, ANSWER, STAMP, NOW);
        kept.add(QUESTION, next, new Stamp(8, STAMP.realm()), NOW);
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.find(QUESTION, new Stamp(8, STAMP.realm()), NOW)).contains(next);
    }

    @Test
    void oldestIsReleasedFirst() {
        int one = KeptAnswers.MAX_ANSWERS + 1;
        IntStream.range(0, one).forEach(i -> kept.add(numbered(i), answer(10), STAMP, NOW));
        assertThat(kept.size()).isEqualTo(KeptAnswers.MAX_ANSWERS);
        assertThat(kept.find(numbered(0), STAMP, NOW)).isEmpty();
        assertThat(kept.find(numbered(1), STAMP, NOW)).isPresent();
        assertThat(kept.find(numbered(one - 1), STAMP, NOW)).isPresent();
    }

    @Test
    void largeAnswersReleaseOthers() {
        for (int i = 0; i < 100; i++) {
            KeptAnswer answer = answer(i * 150);
            assertThat(KeptAnswers.fits(numbered(i), answer)).isTrue();
            kept.add(numbered(i), answer, STAMP, NOW);
            assertThat(kept.bytes()).isLessThanOrEqualTo(KeptAnswers.MAX_BYTES);
            assertThat(kept.find(numbered(i), STAMP, NOW)).contains(answer);
        }
        assertThat(kept.size()).isEqualTo(1);
    }

    @Test
    void tooLargeAnswerDoesNotFit() {
        assertThat(KeptAnswers.fits(QUESTION, answer(KeptAnswers.MAX_BYTES))).isFalse();
        assertThat(KeptAnswers.fits(
                        question("notes", "notes:read", "api", "x".repeat(KeptAnswers.MAX_BYTES / 2), false), ANSWER))
                .isFalse();
    }

    /** In the worst case: as many answers and as large ones as there may be, with many short scopes. */
    @Test
    void heapOfAUserIsBounded() {
        int users = 2_000;
        List<ConcurrentHashMap<String, Object>> attachments = Stream.<ConcurrentHashMap<String, Object>>generate(
                        ConcurrentHashMap::new)
                .limit(users)
                .toList();
        long before = usedHeap();
        for (ConcurrentHashMap<String, Object> attached : attachments) {
            KeptAnswers full = new KeptAnswers();
            for (int i = 0; i < 2 * KeptAnswers.MAX_ANSWERS; i++) {
                full.add(own(i), answer(i % 2 == 0 ? 0 : 1_600), new Stamp(i, STAMP.realm()), NOW);
            }
            attached.put("kept", full);
        }
        long perUser = (usedHeap() - before) / users;
        assertThat(perUser).isBetween(KeptAnswers.MAX_BYTES / 4L, (long) KeptAnswers.MAX_BYTES);
        assertThat(attachments).hasSize(users);
    }

    /** A question with strings of its own, as each request has them. */
    private static Question own(int number) {
        return new Question(
                "client-" + number,
                GrantedScope.of(IntStream.range(0, 5).mapToObj(i -> "s" + i).toList()),
                "caller-" + number,
                "https://" + number + ".example.com/",
                false);
    }

    private static Question numbered(int number) {
        return question("client-" + number, "notes:read", "api", "https://id.example.com/", false);
    }

    private static Question question(String client, String scope, String caller, String base, boolean lightweight) {
        return new Question(client, GrantedScope.of(List.of(scope)), caller, base, lightweight);
    }

    private static KeptAnswer answer(int length) {
        String members = "{\"active\":\"" + "x".repeat(length) + "\"}";
        return new KeptAnswer("notes", "Bearer", new String[] {"notes-api"}, members.getBytes(StandardCharsets.UTF_8));
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
