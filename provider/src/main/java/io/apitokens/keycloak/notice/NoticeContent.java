package io.apitokens.keycloak.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.apitokens.keycloak.policy.Notice;

/**
 * The content of a notice.
 *
 * @param clientId OAuth client_id of the token client; null if the client was removed
 * @param address IP address of the user, or of the use of a previous secret; null if somebody else acted
 * @param comment comment of an admin, or null
 * @param time time of the event or of the coming expiry, in epoch milliseconds
 */
record NoticeContent(Notice notice, String label, String clientId, String address, String comment, long time) {

    /** Returns the message key of a part of this notice. */
    String key(String suffix) {
        String name = notice.value();
        return "apiTokenNotice" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + suffix;
    }

    /** Returns the attributes of the email template. */
    Map<String, Object> attributes(Locale locale) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("body", key("Body"));
        attributes.put("advice", key("Advice"));
        attributes.put("label", label);
        putPresent(attributes, "application", clientId);
        putPresent(attributes, "address", address);
        putPresent(attributes, "comment", comment);
        attributes.put("timeName", notice == Notice.EXPIRING ? "apiTokenNoticeExpires" : "apiTokenNoticeTime");
        attributes.put("time", format(time, locale));
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
}
