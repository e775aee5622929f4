package io.apitokens.keycloak.tests.lifecycle;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi;
import io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.Minted;
import io.apitokens.keycloak.tests.fixture.endpoint.MintedSecrets;
import io.apitokens.keycloak.tests.fixture.http.Http.Answer;
import io.apitokens.keycloak.tests.fixture.realm.Impersonation;
import io.apitokens.keycloak.tests.fixture.realm.TestRealm;
import io.apitokens.keycloak.tests.fixture.server.IntegrationTest;
import io.apitokens.keycloak.tests.fixture.server.KeycloakUnderTest;
import io.apitokens.keycloak.tests.fixture.server.ServerControl;
import io.apitokens.keycloak.tests.fixture.server.ServerLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.apitokens.keycloak.tests.fixture.endpoint.AccountApi.body;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.ALICE;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.BOB;
import static io.apitokens.keycloak.tests.fixture.realm.TestRealm.NOTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests the emails to users, as a mail server receives them. */
@IntegrationTest
class NoticeIT {

    private static final Duration DAY = Duration.ofDays(1);

    private static final Map<String, String> SUBJECTS = Map.of(
            "minted", "New API token secret",
            "expiring", "API token expires soon",
            "ended", "API token has ended",
            "leaked", "API token was leaked",
            "rotated", "Previous API token secret was used");

    private final KeycloakUnderTest keycloak;
    private final ServerControl server;
    private final GreenMail mail = new GreenMail(smtp());
    private TestRealm realm;
    private AccountApi alice;

    NoticeIT(KeycloakUnderTest keycloak) {
        this.keycloak = keycloak;
        this.server = keycloak.control();
    }

    private static ServerSetup smtp() {
        ServerSetup smtp = ServerSetup.SMTP.dynamicPort();
        // By default, a start that takes two seconds fails.
        smtp.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
        return smtp;
    }

    @BeforeAll
    void startMailServer() {
        mail.start();
    }

    @AfterAll
    void stopMailServer() {
        mail.stop();
    }

    @BeforeEach
    void freshRealm(TestRealm fresh) throws Exception {
        mail.purgeEmailFromAllMailboxes();
        realm = fresh;
        sendEmailsTo(realm, mail.getSmtp().getPort());
        verifyAddress(realm);
        alice = realm.account(ALICE);
    }

    @AfterEach
    void rightTime() {
        server.setAhead(Duration.ZERO);
    }

    @Test
    void usersAreToldByEmail() throws Exception {
        realm.changeRealm(settings -> settings.setDisplayName("Notes & Co"));
        Minted minted = alice.mint("<b>CI</b> & 夜間");
        MimeMessage created = awaitMail("New API token secret");
        String text = GreenMailUtil.getBody(created);
        assertThat(created.getAllRecipients()[0]).hasToString("alice@example.com");
        assertThat(decoded(created))
                .contains("<b>CI</b> & 夜間", "&lt;b&gt;CI&lt;/b&gt; &amp; 夜間", "Notes &amp; Co", "127.0.0.1");
        assertThat(text).doesNotContain(minted.secret());

        String second = rotate(minted);
        awaitMail("New API token secret");
        realm.introspection().of(minted.secret());
        assertThat(decoded(awaitMail("Previous API token secret was used"))).contains("A new secret has replaced it.");
        realm.accountWith(null).post("/leaked", "{\"secrets\":[\"" + second + "\"]}");
        awaitMail("API token was leaked");

        Minted ended = alice.mint("ended by its application");
        awaitMail("New API token secret");
        realm.revocation().revoke(ended.secret());
        awaitMail("API token has ended");

        Minted expiring = mintFor(DAY.multipliedBy(30));
        awaitMail("New API token secret");
        server.setAhead(DAY.multipliedBy(24));
        awaitMail("API token expires soon");
        server.setAhead(DAY.multipliedBy(31));
        await().until(() -> hasExpired(expiring));
        assertThat(mail.getReceivedMessages()).as("each is told once").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"de, Neues Secret für ein API-Token", "pt-BR, Novo segredo de token de API", "zh-CN, 新的 API 令牌密钥"})
    void noticeIsInTheLanguageOfTheUser(String language, String subject) throws Exception {
        realm.changeRealm(settings -> {
            settings.setInternationalizationEnabled(true);
            settings.setSupportedLocales(Set.of("en", language));
        });
        realm.changeUser(ALICE, user -> user.singleAttribute("locale", language));
        alice.mint("CI");
        awaitMail(subject);
    }

    @Test
    void userIsNotToldThatAnApiTokenRotatedItselfButThatAReplacedSecretTriedIt() throws Exception {
        realm.apiTokensAdmin().setPolicy("{\"selfRotation\":true}");
        Minted minted = alice.mint("nightly job");
        awaitMail("New API token secret");
        for (int i = 0; i < 2; i++) {
            realm.accountWith(minted.secret()).post("/self/rotate", "{}");
        }
        assertThat(decoded(awaitMail("Previous API token secret was used")))
                .contains("A new secret has replaced it.")
                .doesNotContain("refused");
        assertThat(realm.introspection().isActive(minted.secret()))
                .as("the secret is in its grace period, and only the rotation was refused")
                .isTrue();
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void usersAreNotToldWhatTheyDidThemselvesOrWhatThePolicyLeavesOut() throws Exception {
        realm.apiTokensAdmin().setPolicy("{\"notices\":[\"ended\"]}");
        Minted own = alice.mint("own");
        Minted other = alice.mint("other");
        alice.delete("/" + own.id());
        realm.revocation().revoke(other.secret());
        awaitMail("API token has ended");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minted", "expiring", "ended", "leaked", "rotated"})
    void noticeThatIsSwitchedOffIsTheOnlyOneThatIsNotSent(String off) {
        realm.apiTokensAdmin().setPolicy("{\"notices\":[\"%s\"]}".formatted(String.join("\",\"", allBut(off))));
        Minted leaked = alice.mint("leaked");
        String second = rotate(leaked);
        assertThat(realm.introspection().isActive(leaked.secret())).isFalse();
        await().until(() -> !realm.admin()
                .getEvents(List.of("UPDATE_CREDENTIAL_ERROR"), null, null, null, null, null, null, null)
                .isEmpty());
        realm.accountWith(null).post("/leaked", "{\"secrets\":[\"" + second + "\"]}");
        realm.revocation().revoke(alice.mint("ended").secret());
        Minted expiring = mintFor(DAY.multipliedBy(30));
        assertThat(noticeIsDue(expiring)).isTrue();
        server.setAhead(DAY.multipliedBy(24));
        await().until(() -> !noticeIsDue(expiring));

        List<String> sent = Stream.of("minted", "minted", "minted", "minted", "rotated", "leaked", "ended", "expiring")
                .filter(notice -> !notice.equals(off))
                .map(SUBJECTS::get)
                .toList();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(subjects()).hasSizeGreaterThanOrEqualTo(sent.size()));
        assertThat(subjects()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void userIsToldWhatAnAdminEndedAndWhy() throws Exception {
        realm.apiTokensAdmin().setPolicy("{\"notices\":[\"ended\"]}");
        Minted minted = alice.mint("of a former project");
        Answer revoked = realm.apiTokensAdmin().delete("/" + minted.id() + "?comment=The%20project%20is%20over");
        assertThat(revoked.json().get("revoked").asInt()).isEqualTo(1);
        assertThat(decoded(awaitMail("API token has ended")))
                .contains("of a former project", NOTES, "The project is over", "administrator")
                .doesNotContain(minted.secret(), "IP address");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void userIsToldWhatThePolicyEndedBecauseItWasNotUsed() throws Exception {
        realm.apiTokensAdmin().setPolicy("{\"notices\":[\"ended\"],\"endUnusedAfterDays\":30}");
        alice.mint("forgotten");
        server.setAhead(DAY.multipliedBy(31));
        assertThat(decoded(awaitMail("API token has ended"))).contains("forgotten", NOTES, "the policy");
        assertThat(mail.getReceivedMessages()).as("each is told once").isEmpty();
    }

    @Test
    void userIsNotToldOfTheExpiryOfWhatHasEndedBefore() throws Exception {
        Minted ended = mintFor(DAY.multipliedBy(30));
        Minted shortLived = mintFor(DAY.multipliedBy(7));
        Minted expiring = mintFor(DAY.multipliedBy(29));
        alice.delete("/" + ended.id());
        assertThat(noticeIsDue(ended)).isFalse();
        assertThat(noticeIsDue(shortLived)).isFalse();
        await().until(() -> mail.getReceivedMessages().length == 3);
        mail.purgeEmailFromAllMailboxes();
        realm.apiTokensAdmin().setPolicy("{\"notices\":[\"expiring\"]}");
        server.setAhead(DAY.multipliedBy(24));
        assertThat(decoded(awaitMail("API token expires soon"))).contains("for " + DAY.multipliedBy(29));
        await().until(() -> !noticeIsDue(expiring));
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void userIsToldAgainOfTheExpiryThatARotationSets() throws Exception {
        realm.apiTokensAdmin().setPolicy("{\"notices\":[\"expiring\"]}");
        Minted rotated = mintFor(DAY.multipliedBy(8));
        server.setAhead(DAY.multipliedBy(2));
        awaitMail("API token expires soon");
        await().until(() -> !noticeIsDue(rotated));
        server.setAhead(Duration.ZERO);
        String lifetime = "{\"lifetime\":%d}".formatted(DAY.multipliedBy(30).toSeconds());
        assertThat(alice.post("/" + rotated.id() + "/rotate", lifetime).status())
                .isEqualTo(200);
        assertThat(noticeIsDue(rotated)).isTrue();
        server.setAhead(DAY.multipliedBy(24));
        awaitMail("API token expires soon");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void userIsNotToldFromWhereAnAdminMintedOrSomebodyReportedALeak() throws Exception {
        Answer minted = realm.apiTokensAdmin()
                .post("", body().put("label", "by an admin").put("userId", realm.userId(ALICE)));
        String secret = AccountApi.minted(minted).secret();
        assertThat(decoded(awaitMail("New API token secret"))).doesNotContain("IP address");
        realm.accountWith(null).post("/leaked", "{\"secrets\":[\"" + secret + "\"]}");
        assertThat(decoded(awaitMail("API token was leaked"))).doesNotContain("IP address");
    }

    @Test
    void userIsToldWhatAnAdminDidInTheirPlaceAndNotFromWhere() throws Exception {
        AccountApi admin = Impersonation.of(realm, keycloak, ALICE);
        Minted minted = alice.mint("hers");
        awaitMail("New API token secret");
        assertThat(admin.delete("/" + minted.id()).status()).isEqualTo(200);
        assertThat(decoded(awaitMail("API token has ended"))).contains("hers").doesNotContain("IP address");
    }

    @Test
    void addressThatNobodyVerifiedGetsNoNotice() throws Exception {
        realm.changeUser(BOB, user -> {
            user.setEmail("bob@example.com");
            user.setEmailVerified(false);
        });
        realm.account(BOB).mint("bob's");
        alice.mint("alice's");
        assertThat(awaitMail("New API token secret").getAllRecipients()[0]).hasToString("alice@example.com");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void mailServerThatDoesNotAnswerHoldsNeitherRequestsNorTasksUpAndAnExpiryIsNoticedADayLater() throws Exception {
        Minted expiring = mintFor(DAY.multipliedBy(30));
        Minted expired = mintFor(DAY.multipliedBy(25));
        await().until(() -> mail.getReceivedMessages().length == 2);
        mail.purgeEmailFromAllMailboxes();
        try (ServerSocket silent = new ServerSocket(0)) {
            sendEmailsTo(realm, silent.getLocalPort());
            ServerLog log = keycloak.logFromNow();
            assertThat(alice.post(body().put("label", "while it is silent")).status())
                    .isEqualTo(201);
            server.setAhead(DAY.multipliedBy(26));
            await().until(() -> hasExpired(expired));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> log.linesWith("KCAT-0007").stream().anyMatch(line -> line.contains("expiring")));
            assertThat(noticeIsDue(expiring)).isTrue();
        }
        server.setAhead(Duration.ZERO);
        sendEmailsTo(realm, mail.getSmtp().getPort());
        server.setAhead(DAY.multipliedBy(28));
        awaitMail("API token expires soon");
        await().until(() -> !noticeIsDue(expiring));
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void mailServerOfOneRealmThatDoesNotAnswerHoldsUpNoticesOfNoOther() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                TestRealm other = TestRealm.create(keycloak)) {
            sendEmailsTo(other, silent.getLocalPort());
            verifyAddress(other);
            AccountApi ofOther = other.account(ALICE);
            // Each mail takes ten seconds, on one of Keycloak's four threads.
            for (int i = 0; i < 20; i++) {
                ofOther.mint("waits " + i);
            }
            alice.mint("does not wait");
            awaitMail("New API token secret");
        }
    }

    /** Removes the only mail with that subject from the mailbox, and returns it. */
    private MimeMessage awaitMail(String subject) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> mail.getReceivedMessages().length > 0);
        MimeMessage message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo(subject);
        mail.purgeEmailFromAllMailboxes();
        return message;
    }

    private static String decoded(MimeMessage message) throws Exception {
        Multipart parts = (Multipart) message.getContent();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
            text.append(parts.getBodyPart(i).getContent());
        }
        return text.toString();
    }

    private Minted mintFor(Duration lifetime) {
        return AccountApi.minted(
                alice.post(body().put("label", "for " + lifetime).put("lifetime", lifetime.toSeconds())));
    }

    private String rotate(Minted minted) {
        String secret = alice.post("/" + minted.id() + "/rotate", "{}")
                .json()
                .get("secret")
                .asText();
        MintedSecrets.remember(secret);
        return secret;
    }

    private boolean hasExpired(Minted minted) {
        return "EXPIRED"
                .equals(keycloak.database().text("select REVOKED_REASON from API_TOKEN where ID = ?", minted.id()));
    }

    private boolean noticeIsDue(Minted minted) {
        return keycloak.database()
                        .count(
                                "select count(*) from API_TOKEN where EXPIRY_NOTICE_TIMESTAMP is not null and ID = ?",
                                minted.id())
                == 1;
    }

    private static List<String> allBut(String off) {
        return SUBJECTS.keySet().stream().filter(notice -> !notice.equals(off)).toList();
    }

    private List<String> subjects() {
        return Stream.of(mail.getReceivedMessages()).map(NoticeIT::subject).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void verifyAddress(TestRealm realm) {
        realm.changeUser(ALICE, user -> {
            user.setEmail("alice@example.com");
            user.setEmailVerified(true);
        });
    }

    private static void sendEmailsTo(TestRealm realm, int port) {
        realm.changeRealm(settings -> settings.setSmtpServer(
                Map.of("host", "localhost", "port", Integer.toString(port), "from", "keycloak@example.com")));
    }
}
