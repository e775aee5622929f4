package io.apitokens.keycloak.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.policy.ApiTokenPolicy;
import io.apitokens.keycloak.policy.Notice;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.token.ApiToken;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sends notices by Keycloak's own email templates and sender: after the transaction that they tell of, on a thread of
 * their own, so that no request waits for a mail server. A notice that cannot be sent leaves a warning in the log.
 */
public final class Notices {

    private static final Logger LOG = Logger.getLogger(Notices.class);
    private static final String EXECUTOR = "api-token-notices";
    private static final Set<Notice> URGENT = Set.of(Notice.LEAKED, Notice.ROTATED);
    private static final String TEMPLATE = "api-token-notice.ftl";

    private final KeycloakSession session;

    public Notices(KeycloakSession session) {
        this.session = session;
    }

    /** Tells that an API token expires soon, and marks that it was told. */
    public void expiring(ApiToken token) {
        RealmModel realm = session.realms().getRealm(token.realmId());
        ClientModel client = realm.getClientById(token.clientId());
        send(
                realm,
                token.userId(),
                new Content(
                        Notice.EXPIRING,
                        token.label().value(),
                        client == null ? null : client.getClientId(),
                        null,
                        null,
                        token.expires()),
                sender -> ApiTokenProvider.of(sender).due().markTold(token));
    }

    /**
     * Sends a notice to a user if the policy of the realm wants it, the realm has a mail server and the user a verified
     * address.
     *
     * @param content what it tells
     */
    void send(RealmModel realm, String userId, Content content) {
        send(realm, userId, content, sender -> {});
    }

    /** @param done what to do when there is nothing left to send */
    private void send(RealmModel realm, String userId, Content content, Consumer<KeycloakSession> done) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ExecutorService executor = session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
        String realmId = realm.getId();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                Runnable notice = () -> KeycloakModelUtils.runJobInTransaction(factory, own -> {
                    if (new Notices(own).sendNow(realmId, userId, content)) {
                        done.accept(own);
                    }
                });
                NoticeListenerFactory.queue(factory).add(realmId, URGENT.contains(content.notice()), notice, executor);
            }

            @Override
            protected void rollbackImpl() {
                // What it would tell of did not happen.
            }
        });
    }

    /** False where it could not be sent. */
    private boolean sendNow(String realmId, String userId, Content content) {
        RealmModel realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        if (user == null || !hasAddress(user) || !isWanted(realm, content.notice())) {
            return true;
        }
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user)
                    .send(content.key("Subject"), TEMPLATE, attributes(content, user));
            return true;
        } catch (EmailException e) {
            LogMessage.NOTICE_NOT_SENT.log(LOG, e, content.notice().value(), realm.getName());
            return false;
        }
    }

    /** As Keycloak's own listener has it: an address that nobody has verified may be somebody else's. */
    private static boolean hasAddress(UserModel user) {
        return user.getEmail() != null && user.isEmailVerified();
    }

    private static boolean isWanted(RealmModel realm, Notice notice) {
        return !realm.getSmtpConfig().isEmpty() && ApiTokenPolicy.notices(realm).contains(notice);
    }

    private Map<String, Object> attributes(Content content, UserModel user) {
        Locale locale = session.getContext().resolveLocale(user);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("body", content.key("Body"));
        attributes.put("advice", content.key("Advice"));
        attributes.put("label", content.label());
        putPresent(attributes, "application", content.clientId());
        putPresent(attributes, "address", content.address());
        putPresent(attributes, "comment", content.comment());
        attributes.put(
                "timeName", content.notice() == Notice.EXPIRING ? "apiTokenNoticeExpires" : "apiTokenNoticeTime");
        attributes.put("time", format(content.time(), locale));
        return attributes;
    }

    private static void putPresent(Map<String, Object> attributes, String name, Object value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static String format(long time, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG)
                .withLocale(locale)
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(time));
    }

    /**
     * What a notice tells.
     *
     * @param clientId OAuth client_id of the token client, or null where it is gone
     * @param address from where the user did it, or whoever has the user's secret; null for what others did
     * @param comment what an admin had to say, or null
     * @param time when it happened or, of an expiry, will happen, in epoch milliseconds
     */
    record Content(Notice notice, String label, String clientId, String address, String comment, long time) {

        /** A message key of this notice. */
        String key(String suffix) {
            String name = notice.value();
            return "apiTokenNotice" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + suffix;
        }
    }
}
