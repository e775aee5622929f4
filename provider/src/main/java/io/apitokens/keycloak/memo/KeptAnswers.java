package io.apitokens.keycloak.memo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The answers that are kept with one cached user and released with it. They take at most {@link #MAX_BYTES} of the
 * heap.
 */
final class KeptAnswers {

    static final int MAX_ANSWERS = 8;
    static final int MAX_BYTES = 16 * 1024;

    /** Limits the effect of an unforeseen mistake. The argument in docs/performance.md does not depend on it. */
    static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Upper bound of the heap of an entry, without its strings and arrays. */
    private static final int ENTRY = 256;

    /** Newest first. Each change replaces it. */
    private volatile List<Entry> entries = List.of();

    private record Entry(Question question, KeptAnswer answer, Stamp stamp, long since) {

        int bytes() {
            return ENTRY + question.bytes() + answer.bytes();
        }
    }

    /**
     * Returns the answer that still holds.
     *
     * @param stamp of the realm cache now
     * @param now of {@link System#nanoTime()}
     */
    Optional<KeptAnswer> find(Question question, Stamp stamp, long now) {
        for (Entry entry : entries) {
            if (entry.question.equals(question)) {
                return entry.stamp.equals(stamp) && now - entry.since < MAX_NANOS
                        ? Optional.of(entry.answer)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns whether an answer fits at all. */
    static boolean fits(Question question, KeptAnswer answer) {
        return new Entry(question, answer, null, 0).bytes() <= MAX_BYTES;
    }

    /**
     * Keeps an answer that {@linkplain #fits fits}, in place of the previous one to the same question. Releases the
     * oldest ones if there are too many.
     *
     * @param stamp of the realm cache when the evaluation began
     */
    synchronized void add(Question question, KeptAnswer answer, Stamp stamp, long now) {
        Entry added = new Entry(question, answer, stamp, now);
        List<Entry> kept = new ArrayList<>(MAX_ANSWERS);
        kept.add(added);
        int bytes = added.bytes();
        for (Entry entry : entries) {
            bytes += entry.question.equals(question) ? 0 : entry.bytes();
            if (kept.size() == MAX_ANSWERS || bytes > MAX_BYTES) {
                break;
            }
            if (!entry.question.equals(question)) {
                kept.add(entry);
            }
        }
        entries = List.copyOf(kept);
    }

    /** Returns an upper bound of the heap that the answers take. */
    int bytes() {
        return entries.stream().mapToInt(Entry::bytes).sum();
    }

    int size() {
        return entries.size();
    }
}
