package io.apitokens.keycloak.tests.server;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;

import org.keycloak.common.util.Time;

/** Sets Keycloak's own time offset, which applies to all of its time checks. */
public class Clock {

    /** @param offset seconds to be ahead of the real time */
    @GET
    public String set(@QueryParam("offset") int offset) {
        Time.setOffset(offset);
        return "";
    }
}
