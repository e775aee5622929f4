package io.apitokens.keycloak.memo;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.apitokens.keycloak.token.ApiToken;

/**
 * The answer to an introspection without the members that differ for each API token: {@code jti}, {@code iat} and
 * {@code exp}. It gives out copies only, so no request can change it.
 */
public final class KeptAnswer {

    /** Object headers, references and padding of a string. */
    private static final int STRING = 56;

    private final String issuedFor;
    private final String type;
    private final String[] audience;
    private final byte[] members;

    /**
     * Keeps an answer.
     *
     * @param issuedFor client id in the claim {@code azp}
     * @param audience for the audience check; null for none
     * @param members JSON object with all other members of the answer, of which there is at least one
     */
    public KeptAnswer(String issuedFor, String type, String[] audience, byte[] members) {
        this.issuedFor = issuedFor;
        this.type = type;
        this.audience = audience == null ? null : audience.clone();
        this.members = members.clone();
    }

    public String issuedFor() {
        return issuedFor;
    }

    public String type() {
        return type;
    }

    /** Returns a copy of the audience; null for none. */
    public String[] audience() {
        return audience == null ? null : audience.clone();
    }

    /**
     * Returns the whole answer for one API token, in UTF-8.
     *
     * @param expires {@code exp} of the answer, epoch seconds; null for none
     */
    public byte[] about(ApiToken apiToken, Long expires) {
        StringBuilder own = new StringBuilder(128).append("{\"jti\":\"");
        JsonStringEncoder.getInstance().quoteAsString(apiToken.id(), own);
        own.append("\",\"iat\":").append(apiToken.createdSeconds());
        if (expires != null) {
            own.append(",\"exp\":").append(expires.longValue());
        }
        byte[] first = own.append(',').toString().getBytes(StandardCharsets.UTF_8);
        byte[] answer = new byte[first.length + members.length - 1];
        System.arraycopy(first, 0, answer, 0, first.length);
        // Without the opening brace.
        System.arraycopy(members, 1, answer, first.length, members.length - 1);
        return answer;
    }

    /** Returns an upper bound of the heap that it takes. */
    int bytes() {
        int sum = members.length + bytes(issuedFor) + bytes(type);
        if (audience != null) {
            for (String name : audience) {
                sum += bytes(name);
            }
        }
        return sum;
    }

    /** Returns an upper bound of the heap that a string takes. */
    static int bytes(String text) {
        return text == null ? 0 : STRING + 2 * text.length();
    }
}
