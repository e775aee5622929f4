package io.apitokens.keycloak.notice;

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
 * Sends notices with Keycloak's own email templates and sender. Sends after the commit and on another thread, so that
 * no request waits for a mail server. A notice that cannot be sent is logged as a warning.
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

    /** Tells the user that an API token expires soon, and marks this notice as sent. */
    public void expiring(ApiToken token) {
        RealmModel realm = session.realms().getRealm(token.realmId());
        ClientModel client = realm.getClientById(token.clientId());
        send(
                realm,
                token.userId(),
                new NoticeContent(
                        Notice.EXPIRING,
                        token.label().value(),
                        client == null ? null : client.getClientId(),
                        null,
                        null,
                        token.expires()),
                sender -> ApiTokenProvider.of(sender).due().markTold(token));
    }

    /**
     * Sends a notice to a user if the policy of the realm includes it, the realm has a mail server and the user has a
     * verified address.
     */
    void send(RealmModel realm, String userId, NoticeContent content) {
        send(realm, userId, content, sender -> {});
    }

    /** @param done runs after the notice was sent, or if there is none to send */
    private void send(RealmModel realm, String userId, NoticeContent content, Consumer<KeycloakSession> done) {
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
                // The change was rolled back.
            }
        });
    }

    /** Returns false if the mail server did not accept the notice. */
    private boolean sendNow(String realmId, String userId, NoticeContent content) {
        RealmModel realm = session.realms().getRealm(realmId);
        session.getContext().setRealm(realm);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        if (user == null || !hasAddress(user) || !isEnabled(realm, content.notice())) {
            return true;
        }
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user)
                    .send(
                            content.key("Subject"),
                            TEMPLATE,
                            content.attributes(session.getContext().resolveLocale(user)));
            return true;
        } catch (EmailException e) {
            LogMessage.NOTICE_NOT_SENT.log(LOG, e, content.notice().value(), realm.getName());
            return false;
        }
    }

    /** Requires a verified address, as Keycloak's own listener does: an unverified one may be another person's. */
    private static boolean hasAddress(UserModel user) {
        return user.getEmail() != null && user.isEmailVerified();
    }

    private static boolean isEnabled(RealmModel realm, Notice notice) {
        return !realm.getSmtpConfig().isEmpty() && ApiTokenPolicy.notices(realm).contains(notice);
    }
}
