package io.apitokens.keycloak.notice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

import io.apitokens.keycloak.log.LogMessage;
import org.jboss.logging.Logger;

/**
 * Queues the notices that this node has yet to send. Sends the notices of a realm one after the other, so that a slow
 * mail server delays its own realm only.
 */
final class NoticeQueue {

    private static final Logger LOG = Logger.getLogger(NoticeQueue.class);

    // Limits the memory of a queue to some megabytes.
    private static final int MAX_WAITING = 10_000;

    private final Map<String, Lane> lanes = new HashMap<>();

    /**
     * Adds a notice. If too many of the realm wait, the last one is lost.
     *
     * @param isUrgent whether to send it before the waiting ones
     */
    synchronized void add(String realmId, boolean isUrgent, Runnable notice, Executor executor) {
        Lane lane = lanes.get(realmId);
        if (lane == null) {
            lanes.put(realmId, new Lane());
            send(realmId, notice, executor);
        } else {
            lane.add(isUrgent, notice);
        }
    }

    private void send(String realmId, Runnable notice, Executor executor) {
        executor.execute(() -> {
            try {
                notice.run();
            } finally {
                sendNext(realmId, executor);
            }
        });
    }

    private synchronized void sendNext(String realmId, Executor executor) {
        Runnable next = lanes.get(realmId).waiting.poll();
        if (next == null) {
            lanes.remove(realmId).reportLost(realmId);
        } else {
            send(realmId, next, executor);
        }
    }

    /** The waiting notices of one realm. */
    private static final class Lane {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int lost;

        void add(boolean isUrgent, Runnable notice) {
            if (isUrgent) {
                waiting.addFirst(notice);
            } else {
                waiting.addLast(notice);
            }
            if (waiting.size() > MAX_WAITING) {
                waiting.removeLast();
                lost++;
            }
        }

        void reportLost(String realmId) {
            if (lost > 0) {
                LogMessage.NOTICES_LOST.log(LOG, null, lost, realmId);
            }
        }
    }
}
